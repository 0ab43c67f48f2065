import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { firing, status } from '../../__fixtures__/slos';
import { renderTab } from '../../__testUtils__/renderTab';

async function panelOf(changes: Parameters<typeof status>[0] = {}) {
  const api = renderTab({
    getSlos: async () => ({
      workloadRef: 'system:default/shop',
      slos: [
        status({ id: 'shop-latency', displayName: 'Latency', ...changes }),
      ],
      documentErrors: [],
    }),
  });
  const region = await screen.findByRole('region', { name: 'Latency' });
  return { api, panel: within(region) };
}

describe('SloPanel', () => {
  it('names each line of the chart, and says days by keyboard', async () => {
    const { panel } = await panelOf();
    const list = await panel.findByRole('list', {
      name: 'What happened meanwhile, by the numbers in the chart of Latency',
    });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      // Maintenance of another SLO is not among them.
      '1Nov 19, 2026, stamp added: West Europe added, active' +
        'Nov 19, 2026, deployment: Release 77',
    ]);
    expect(panel.getByRole('link', { name: 'Release 77' })).toHaveAttribute(
      'href',
      'https://ci.example.com/77',
    );
    expect(
      panel.getByRole('application', {
        name: /Remaining error budget of Latency by day, from 70% left on Nov 19 to 20% over on Nov 21, lowest 20% over/,
      }),
    ).toHaveAttribute('tabindex', '0');
  });

  it('has the numbers of the chart in a table', async () => {
    const { panel } = await panelOf();
    await userEvent.click(
      await panel.findByRole('button', { name: /Numbers behind the chart/ }),
    );
    const rows = within(panel.getByRole('table')).getAllByRole('row');
    expect(
      rows.map(row =>
        [...row.children].map(cell => cell.textContent).join(' | '),
      ),
    ).toEqual([
      'Day (UTC) | Remaining budget | Spent that day | Compliance | Coverage | What happened',
      '2026-11-21 | 20% over | no data | 98.8% | 100% | ',
      '2026-11-20 | no data | no data | no data | 0% | ',
      '2026-11-19 | 70% left | no data | 99.7% | 100% | West Europe added, active; Release 77',
    ]);
  });

  it('explains its numbers', async () => {
    const { panel } = await panelOf();
    await userEvent.click(
      panel.getByRole('button', { name: /Explain these numbers/ }),
    );
    for (const text of [
      'shop-uptime.good',
      'Events: good ones of all',
      '996,000 good, 4,000 bad, 1,000,000 in all',
      '8,000 without a failure, 500 with failures, 0 without events, 140 without data, 8,640 in all',
      'Compliance = good events ÷ all events = 99.6%.',
      'slos/shop.yaml:12',
    ]) {
      expect(panel.getByText(text)).toBeVisible();
    }
  });

  it('opens each number into its own explanation', async () => {
    const { panel } = await panelOf();
    await userEvent.click(
      panel.getByRole('button', { name: 'How so? Explain: Error budget' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Error budget of Latency',
    });
    expect(dialog).toHaveTextContent('Error budget = 100% − target = 1%.');
    expect(dialog).not.toHaveTextContent('Compliance = ');
    expect(dialog).toHaveTextContent('shop-uptime.total');
    await userEvent.click(
      within(dialog).getAllByRole('button', { name: 'Close' })[0],
    );
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
  });

  it('says what fires, and how alerts changed', async () => {
    const { panel } = await panelOf({
      alertReadings: [
        firing,
        {
          ...firing,
          ruleId: 'slow',
          state: 'inactive',
          cannotFire: 'Too low.',
        },
      ],
    });
    const standing = panel.getByRole('list', {
      name: 'Alerts of Latency that need a look',
    });
    expect(within(standing).getAllByRole('listitem')).toHaveLength(1);
    expect(standing).toHaveTextContent(
      /^Critical: Budget burns very fast, firing for .*Burns 20x over 1 hour and 30x over 5 minutes; alerts at burn rate above 14.4x/,
    );
    await userEvent.click(
      panel.getByRole('button', { name: /Alerts.*1 firing, 1 quiet/ }),
    );
    expect(
      panel.getByRole('list', { name: 'All alerts of Latency' }),
    ).toHaveTextContent(/can never fire, .*It can never fire: Too low\./);
    const history = panel.getByRole('list', {
      name: 'Alert history of Latency',
    });
    const [newest, oldest] = within(history).getAllByRole('listitem');
    expect(newest).toHaveTextContent(/Budget burns very fast resolved/);
    expect(oldest).toHaveTextContent(
      /Budget burns very fast fired.*Burns 20x over 1 hour\./,
    );
  });

  it('says what to freeze', async () => {
    const { panel } = await panelOf({
      policy: {
        title: 'Error budget policy',
        step: {
          below: 0.2,
          action: 'Roll out one stamp at a time',
          freeze: ['risky changes'],
        },
      },
    });
    for (const text of [
      'Roll out one stamp at a time',
      'Frozen: risky changes',
      'In force below 20% of the budget.',
    ]) {
      expect(panel.getByText(text)).toBeInTheDocument();
    }
  });

  it('tells a forecast, gaps and maintenance', async () => {
    const { panel } = await panelOf({
      forecast: {
        at: '2026-11-28T12:00:00.000Z',
        remainingBudget: -0.5,
        burnRate: 3,
      },
      excludedSeconds: 7_200,
      slices: { ...status().slices, empty: 12 },
    });
    for (const text of [
      '50% over',
      '2 hours of maintenance taken out',
      '12 slices of 5 minutes without events',
    ]) {
      expect(panel.getByText(text)).toBeInTheDocument();
    }
  });

  it('lists the members of a composite', async () => {
    const { panel } = await panelOf({
      members: [
        { id: 'a', displayName: 'Fast', weight: 3, compliance: 0.99 },
        { id: 'b', displayName: 'Correct', weight: 1, compliance: null },
      ],
    });
    const table = panel.getByRole('table', { name: 'Members of Latency' });
    expect(
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map(row =>
          [...row.children].map(cell => cell.textContent).join(' | '),
        ),
    ).toEqual(['Fast | 3 | 99%', 'Correct | 1 | no data, left out']);
    expect(within(table).getByRole('link', { name: 'Fast' })).toHaveAttribute(
      'href',
      expect.stringMatching(/#slo-a$/),
    );
  });

  it('leads to runbook and rules', async () => {
    window.URL.createObjectURL = jest.fn(() => 'blob:rules');
    window.URL.revokeObjectURL = jest.fn();
    const { api, panel } = await panelOf({
      runbookUrl: 'https://example.com/runbook',
      explanation: { ...status().explanation, sourceType: 'prometheus' },
    });
    expect(
      panel.getByRole('link', { name: 'Runbook of Latency' }),
    ).toHaveAttribute('href', 'https://example.com/runbook');
    await userEvent.click(
      panel.getByRole('button', { name: 'Prometheus rules' }),
    );
    expect(api.getPrometheusRules).toHaveBeenCalledWith('shop-latency');
  });

  it('offers no rules for what Prometheus does not measure', async () => {
    const { panel } = await panelOf();
    expect(
      panel.queryByRole('button', { name: 'Prometheus rules' }),
    ).not.toBeInTheDocument();
  });
});
