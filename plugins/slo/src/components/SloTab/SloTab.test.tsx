import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { status, troubled } from '../../__fixtures__/slos';
import { renderTab } from '../../__testUtils__/renderTab';

describe('SloTab', () => {
  it('shows every SLO with its numbers, worst first', async () => {
    renderTab();
    const latency = await screen.findByRole('region', { name: 'Latency' });
    for (const text of [
      'Burning fast',
      '99% over 30 days',
      '99.6%',
      '4 days',
      '0.4x over 6 hours',
      'no data over 3 days',
      '140 slices of 5 minutes without data',
    ]) {
      expect(within(latency).getByText(text)).toBeInTheDocument();
    }
    const meter = within(latency).getByRole('meter', {
      name: 'Remaining error budget of Latency',
    });
    expect(meter).toHaveAttribute('aria-valuetext', '12% left');
    expect(
      screen
        .getAllByRole('heading', { level: 3 })
        .map(heading => heading.textContent),
    ).toEqual([
      'Latency',
      'Search',
      'Uptime',
      'Fourth',
      'What the SLA rests on',
      'Maintenance',
    ]);
  });

  it('lists all of them at a glance, with the way to each', async () => {
    renderTab();
    const table = await screen.findByRole('table', {
      name: 'All SLOs at a glance',
    });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(
      rows.map(row =>
        [...row.children].map(cell => cell.textContent).join(' | '),
      ),
    ).toEqual([
      'Latency | Whole workload | Burning fast | 99% | 99.6% | 12% left | 0x | Critical',
      'Search | Whole workload | No data | 99% | no data | no data | 0x | quiet',
      'Uptime | Whole workload | Within budget | 90% | 99.6% | 60% left | 0x | quiet',
      'Fourth | Whole workload | Within budget | 99% | 99.6% | 60% left | 0x | quiet',
    ]);
    const focused = screen.getByRole('region', { name: 'Uptime' });
    focused.scrollIntoView = jest.fn();
    await userEvent.click(within(table).getByRole('link', { name: 'Uptime' }));
    expect(focused).toHaveFocus();
    expect(focused.scrollIntoView).toHaveBeenCalled();
  });

  it('puts SLOs of a stamp under the stamp', async () => {
    renderTab({
      getSlos: async () => ({
        ...troubled,
        documentErrors: [],
        slos: [
          status({
            id: 'weu',
            displayName: 'Uptime there',
            stampRef: 'resource:default/shop-weu',
          }),
          status({ id: 'all', displayName: 'Uptime' }),
        ],
      }),
    });
    await screen.findByRole('region', { name: 'Uptime there' });
    expect(
      screen
        .getAllByRole('heading')
        .filter(({ tagName }) => ['H3', 'H4'].includes(tagName))
        .map(heading => `${heading.tagName} ${heading.textContent}`)
        .slice(0, 4),
    ).toEqual([
      'H3 Whole workload',
      'H4 Uptime',
      'H3 Stamp shop-weu',
      'H4 Uptime there',
    ]);
  });

  it('says what is unknown, why, and since when', async () => {
    renderTab();
    const search = await screen.findByRole('region', { name: 'Search' });
    expect(within(search).getByText('No data')).toBeInTheDocument();
    expect(within(search).queryByRole('meter')).not.toBeInTheDocument();
    expect(
      within(search).getByText(/metrics did not answer within 30 s/),
    ).toBeInTheDocument();
  });

  it('says that data is old', async () => {
    renderTab({
      getSlos: async () => ({
        ...troubled,
        slos: [
          status({
            state: 'stale',
            reason: 'No new data for 2 hours 5 minutes.',
          }),
        ],
      }),
    });
    const uptime = await screen.findByRole('region', { name: 'Uptime' });
    expect(within(uptime).getByText('No new data')).toBeInTheDocument();
    expect(
      within(uptime).getByText('No new data for 2 hours 5 minutes.'),
    ).toBeInTheDocument();
  });

  it('shows how it is when another read fails', async () => {
    renderTab({
      getHistory: async () => {
        throw new Error('History is away');
      },
    });
    expect(await screen.findByText(/History is away/)).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Latency' })).toBeInTheDocument();
  });

  it('says how to declare an SLO where there is none', async () => {
    renderTab({
      getSlos: async () => ({ ...troubled, slos: [], documentErrors: [] }),
    });
    expect(
      await screen.findByText('No SLO is declared for this workload'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/plumbline.io\/workload: system:default\/shop/),
    ).toBeInTheDocument();
    // What could be promised is known without any SLO.
    expect(
      await screen.findByRole('list', { name: 'What users wait for' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('region', { name: 'Maintenance' }),
    ).not.toBeInTheDocument();
  });

  it('shows that it is loading', async () => {
    renderTab({ getSlos: () => new Promise(() => {}) });
    expect(await screen.findByLabelText('Loading')).toBeInTheDocument();
  });

  it('shows an error, and tries again', async () => {
    const getSlos = jest
      .fn()
      .mockRejectedValueOnce(new Error('The database is away'))
      .mockResolvedValue(troubled);
    renderTab({ getSlos });
    expect(await screen.findByText(/The database is away/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('region', { name: 'Latency' }),
    ).toBeInTheDocument();
  });

  it('says so to who may not see it', async () => {
    renderTab({
      getSlos: async () => {
        throw new NotAllowedError("You lack the permission 'slo.read'");
      },
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});
