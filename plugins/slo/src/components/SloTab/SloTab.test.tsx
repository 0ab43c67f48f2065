import { NotAllowedError } from '@backstage/errors';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { points, troubled, workload } from '../../__fixtures__/slos';
import { SloApi, sloApiRef } from '../../api/SloApi';
import { sloEntityContent } from '../../extensions/entity';

function renderTab(api: Partial<SloApi>) {
  const histories = [{ id: 'shop-latency', points }];
  return renderTestApp({
    extensions: [createTestEntityPage({ entity: workload }), sloEntityContent],
    apis: [[sloApiRef, { getHistory: async () => ({ histories }), ...api }]],
  });
}

describe('SloTab', () => {
  it('shows every SLO with its numbers, worst first', async () => {
    renderTab({ getSlos: async () => troubled });
    const latency = await screen.findByRole('region', { name: 'Latency' });
    expect(within(latency).getByText('Burning fast')).toBeInTheDocument();
    expect(within(latency).getByText('99% over 30 days')).toBeInTheDocument();
    expect(within(latency).getByText('99.6%')).toBeInTheDocument();
    expect(within(latency).getByText('4 days')).toBeInTheDocument();
    expect(within(latency).getByText('0.4x over 6 hours')).toBeInTheDocument();
    expect(
      within(latency).getByText('no data over 3 days'),
    ).toBeInTheDocument();
    expect(
      within(latency).getByText('98% of the window measured'),
    ).toBeInTheDocument();
    const meter = within(latency).getByRole('meter', {
      name: 'Remaining error budget of Latency',
    });
    expect(meter).toHaveAttribute('aria-valuetext', '12% left');
    expect(
      screen.getAllByRole('heading', { level: 3 }).map(h => h.textContent),
    ).toEqual(['Latency', 'Search', 'Uptime', 'Fourth']);
  });

  it('says what is unknown, why, and since when', async () => {
    renderTab({ getSlos: async () => troubled });
    const search = await screen.findByRole('region', { name: 'Search' });
    expect(within(search).getByText('No data')).toBeInTheDocument();
    expect(within(search).queryByRole('meter')).not.toBeInTheDocument();
    expect(
      within(search).getByText(/metrics did not answer within 30 s/),
    ).toBeInTheDocument();
  });

  it('puts what does not add up at the top: SLAs and documents', async () => {
    renderTab({ getSlos: async () => troubled });
    expect(
      await screen.findByText('Uptime is looser than its SLA'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The SLO asks for 90% where the SLA promises 99%.'),
    ).toBeInTheDocument();
    const uptime = screen.getByRole('region', { name: 'Uptime' });
    expect(
      within(uptime).getByText('99%, stricter than the objective'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'slos/shop.yaml:20:15: spec.objectives[0].target is 99; expected a number',
      ),
    ).toBeInTheDocument();
  });

  it('draws the burn-down chart as an image in words, with its numbers in a table', async () => {
    renderTab({ getSlos: async () => troubled });
    expect(
      await screen.findByRole('img', {
        name: /Remaining error budget of Latency by day, from 70% left on Nov 19 to 20% over on Nov 21, lowest 20% over/,
      }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Numbers behind the chart' }),
    );
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(
      rows.map(row =>
        [...row.children].map(cell => cell.textContent).join(' | '),
      ),
    ).toEqual([
      'Day (UTC) | Remaining budget | Compliance | Coverage',
      '2026-11-21 | 20% over | 98.8% | 100%',
      '2026-11-20 | no data | no data | 0%',
      '2026-11-19 | 70% left | 99.7% | 100%',
    ]);
  });

  it('explains its numbers', async () => {
    renderTab({ getSlos: async () => troubled });
    const latency = await screen.findByRole('region', { name: 'Latency' });
    await userEvent.click(
      within(latency).getByRole('button', { name: 'Explain these numbers' }),
    );
    for (const text of [
      'shop-uptime.good',
      '996,000 good, 4,000 bad, 1,000,000 in all',
      '8,000 good, 500 bad, 0 without events, 140 without data, 8,640 in all',
      'Compliance = good events ÷ all events = 99.6%.',
      'Budget burns very fast, quiet: Burns 0x over 1 hour and 0x over 5 minutes; alerts at burn rate above 14.4x over 1 hour and over 5 minutes.',
      'slos/shop.yaml:12',
    ]) {
      expect(within(latency).getByText(text)).toBeVisible();
    }
  });

  it('says how to declare an SLO where there is none', async () => {
    renderTab({
      getSlos: async () => ({
        workloadRef: 'system:default/shop',
        slos: [],
        documentErrors: [],
      }),
    });
    expect(
      await screen.findByText('No SLO is declared for this workload'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/plumbline.io\/workload: system:default\/shop/),
    ).toBeInTheDocument();
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
