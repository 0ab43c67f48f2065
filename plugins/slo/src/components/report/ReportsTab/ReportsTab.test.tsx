import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  named,
  renderPage,
  savedFiles,
} from '../../review/__testUtils__/renderPage';
import { report, reportObjective } from '../../review/__testUtils__/reviewApi';
import { lastMonth, monthLabel } from '../months';

const SHOP = '/reports/default/shop';

const workloads = ['shop', 'bank'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name, namespace: 'default', title: `The ${name}` },
  spec: { type: 'workload', owner: 'group:default/team' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
}));

/** What each row of a table says, cell by cell. */
function rowsOf(name: string): string[][] {
  return within(screen.getByRole('table', { name }))
    .getAllByRole('row')
    .map(row => [...row.children].map(cell => cell.textContent ?? ''));
}

afterEach(() => jest.restoreAllMocks());

describe('choosing a report', () => {
  it('lists workloads with the last month that is over', async () => {
    renderPage('/reports', {}, workloads);
    expect(
      await screen.findByRole('link', { name: 'The shop' }),
    ).toHaveAttribute('href', '/slo/reports/default/shop');
    const month = lastMonth();
    expect(
      screen.getByRole('link', {
        name: `Report of The bank, ${monthLabel(month)}`,
      }),
    ).toHaveAttribute('href', `/slo/reports/default/bank/${month}`);
  });

  it('searches workloads by name', async () => {
    renderPage('/reports?text=bank', {}, workloads);
    expect(
      await screen.findByRole('link', { name: 'The bank' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'The shop' }),
    ).not.toBeInTheDocument();
  });

  it('says when no workload fits', async () => {
    renderPage('/reports?text=zzz', {}, workloads);
    expect(await screen.findByText('No workload fits')).toBeInTheDocument();
  });

  it('opens the newest month of a workload, and another one', async () => {
    const api = renderPage(SHOP);
    expect(
      await screen.findByRole('heading', { name: 'Shop, November 2026' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/^The month so far/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Month$/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'October 2026' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Shop, October 2026' }),
    ).toBeInTheDocument();
    expect(api.getReport).toHaveBeenLastCalledWith(
      { namespace: 'default', name: 'shop' },
      '2026-10',
    );
  });
});

describe('the monthly report', () => {
  it('begins with the promises, the broken one first', async () => {
    renderPage(`${SHOP}/2026-10`);
    expect(await screen.findByText('1 broken')).toBeInTheDocument();
    expect(screen.getByText('1 without data')).toBeInTheDocument();
    expect(rowsOf('Promises to clients')).toEqual([
      ['SLO', 'SLA', 'Measured', 'Deviation'],
      ['Latency', '98.5% (Gold)', '98.2%', 'broken by 0.3 points'],
      ['Search', '98%', 'no data', 'no data'],
      ['Uptime', '98%', '99.99%', 'kept, 1.99 points above'],
    ]);
    const [first] = screen
      .getAllByRole('heading', { level: 3 })
      .map(each => each.textContent);
    expect(first).toBe('Promises to clients');
  });

  it('has every objective with its numbers', async () => {
    renderPage(`${SHOP}/2026-10`);
    await screen.findByText('1 broken');
    const [, uptime, search, latency] = rowsOf('Objectives');
    expect(uptime.slice(0, 4)).toEqual(['Uptime', '99%', '99.99%', 'met']);
    expect(search.slice(2, 5)).toEqual(['no data', 'no data', 'no data']);
    expect(latency).toEqual([
      'Latency',
      '99%',
      '98.2%',
      'missed',
      '180%',
      '982,000',
      '18,000',
      'events',
      '99.8%',
      '2 hours',
    ]);
  });

  it('says which days were worst, in a chart and in a table', async () => {
    renderPage(`${SHOP}/2026-10`);
    expect(
      await screen.findByRole('img', {
        name: 'Oct 12 spent 90% of the month’s budget of Latency.',
      }),
    ).toBeInTheDocument();
    expect(rowsOf('Worst days').slice(1)).toEqual([
      ['Oct 12', 'Latency', '90%'],
      ['Oct 3', 'Latency', '20%'],
      ['Oct 12', 'Uptime', '1%'],
    ]);
  });

  it('tells of alerts, maintenance and what happened', async () => {
    renderPage(`${SHOP}/2026-10`);
    await screen.findByText('1 broken');
    expect(rowsOf('Alerts that fired')).toEqual([
      ['SLO', 'Critical', 'High', 'Medium', 'Low'],
      ['Latency', '2', '0', '0', '0'],
    ]);
    expect(
      screen.getByText(/Oct 5, 2026, .*1:00.* UTC to .*: Move to new nodes/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Oct 10, 2026, .*: Stamp weu-002 added/),
    ).toBeInTheDocument();
  });

  it('says where there is nothing to tell', async () => {
    renderPage(`${SHOP}/2026-10`, {
      getReport: async () =>
        report({
          objectives: [
            reportObjective({ sla: undefined, worstDays: [], alerts: {} }),
          ],
          promises: { kept: 0, broken: 0, unknown: 0 },
          events: [],
          exclusions: [],
        }),
    });
    expect(
      await screen.findByText('No SLA is declared for this workload.'),
    ).toBeInTheDocument();
    for (const words of [
      'No day spent any budget.',
      'No alert fired.',
      'No maintenance was taken out.',
      'Nothing was recorded.',
    ]) {
      expect(screen.getByText(words)).toBeInTheDocument();
    }
  });

  it('saves it as PDF and as CSV', async () => {
    const saved = savedFiles();
    const api = renderPage(`${SHOP}/2026-10`);
    await userEvent.click(await screen.findByRole('button', { name: 'PDF' }));
    await waitFor(() => expect(saved).toEqual(['slo-report-shop-2026-10.pdf']));
    await userEvent.click(screen.getByRole('button', { name: 'CSV' }));
    await waitFor(() => expect(saved).toContain('slo-report-shop-2026-10.csv'));
    expect(api.downloadReport).toHaveBeenLastCalledWith(
      { namespace: 'default', name: 'shop' },
      '2026-10',
      'csv',
    );
  });

  it('says when there is no report of the month, or none at all', async () => {
    renderPage(`${SHOP}/2020-01`);
    expect(
      await screen.findByText('There is no report of January 2020'),
    ).toBeInTheDocument();
  });

  it('says when the workload has no report', async () => {
    renderPage(SHOP, { getReports: async () => ({ months: [] }) });
    expect(
      await screen.findByText('There is no report of shop yet'),
    ).toBeInTheDocument();
  });

  it('says what went wrong, and that the reader may not see it', async () => {
    renderPage(`${SHOP}/2026-10`, {
      getReport: async () => {
        throw new Error('The database is away');
      },
    });
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
  });

  it('says that the reader may not see it', async () => {
    renderPage(SHOP, {
      getReports: async () => {
        throw named('NotAllowedError', 'No');
      },
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});
