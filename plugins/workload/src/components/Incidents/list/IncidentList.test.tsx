import { IncidentListItem } from '@plumbline/plugin-workload-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { shopIncident } from '../../../__fixtures__/incidents';
import { notAllowed } from '../../../__fixtures__/workloads';
import { renderIncidents } from '../../../__testUtils__/renderIncidents';

jest.setTimeout(60_000);

const over: IncidentListItem = {
  ...shopIncident,
  number: 6,
  severity: 'Sev1',
  state: 'closed',
  openedAt: '2026-01-01T00:00:00.000Z',
  closedAt: '2026-01-01T01:30:00.000Z',
  review: 'overdue',
  reviewDueAt: '2026-01-02T01:30:00.000Z',
  alertCount: 2,
};
const counts = { open: 1, acknowledged: 0, reviewDue: 0, reviewOverdue: 1 };
const answer = { items: [shopIncident, over], total: 42, counts };

const withBoth = () => ({ listIncidents: jest.fn(async () => answer) });

describe('the list of incidents', () => {
  it('opens with how many need someone, and says all that a row needs', async () => {
    renderIncidents('', withBoth());
    expect(
      await screen.findByRole('heading', { name: '2 need someone now' }),
    ).toBeInTheDocument();
    expect(screen.getByText('42 incidents')).toBeInTheDocument();
    const open = within(screen.getByRole('row', { name: /^7:/ }));
    expect(
      open.getByRole('link', { name: /^7: shop-weu-web/ }),
    ).toHaveAttribute('href', '/workloads/incidents/7');
    expect(open.getByText('Sev2')).toBeInTheDocument();
    expect(open.getByText('open')).toBeInTheDocument();
    expect(open.getByRole('link', { name: 'Shop' })).toHaveAttribute(
      'href',
      '/catalog/default/system/shop',
    );
    const closed = screen.getByRole('row', { name: /^6:/ });
    expect(closed).toHaveTextContent(/1 hr, 30 min/);
    expect(closed).toHaveTextContent(/overdue/);
    expect(closed).toHaveTextContent(/2 alerts/);
    // It is a tab beside the portfolio.
    expect(screen.getByRole('tab', { name: 'Incidents' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    expect(screen.getByRole('tab', { name: 'Portfolio' })).toHaveAttribute(
      'href',
      '/workloads',
    );
  });

  it('asks the back end for what the address says, and leaves out what it says wrongly', async () => {
    const api = renderIncidents(
      '?search=web&workload=system:default/shop&owner=group:default/shop-team&state=open&state=lost&severity=Sev1&review=due&orderBy=severity&order=desc&offset=20&limit=50',
    );
    await waitFor(() =>
      expect(api.listIncidents).toHaveBeenCalledWith({
        search: 'web',
        workload: 'system:default/shop',
        owner: ['group:default/shop-team'],
        state: ['open'],
        severity: ['Sev1'],
        review: ['due'],
        orderBy: 'severity',
        order: 'desc',
        offset: 20,
        limit: 50,
      }),
    );
  });

  it('filters by one count at a time, and sorts, from the first page on', async () => {
    const api = renderIncidents('?offset=20&severity=Sev1', withBoth());
    const overdue = await screen.findByRole('button', { name: /^overdue/ });
    await userEvent.click(overdue);
    await waitFor(() =>
      expect(api.listIncidents).toHaveBeenLastCalledWith(
        expect.objectContaining({
          severity: ['Sev1'],
          review: ['overdue'],
          offset: 0,
        }),
      ),
    );
    expect(overdue).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(
      screen.getByRole('button', { name: /^nobody on it/ }),
    );
    await waitFor(() =>
      expect(api.listIncidents).toHaveBeenLastCalledWith(
        expect.objectContaining({ state: ['open'], review: undefined }),
      ),
    );
    await userEvent.click(
      screen.getByRole('columnheader', { name: /Workload/ }),
    );
    await waitFor(() =>
      expect(api.listIncidents).toHaveBeenLastCalledWith(
        expect.objectContaining({ orderBy: 'workload' }),
      ),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() =>
      expect(api.listIncidents).toHaveBeenLastCalledWith(
        expect.objectContaining({ state: undefined, severity: undefined }),
      ),
    );
  });

  it('says when there is none, and when none matches', async () => {
    const none = {
      listIncidents: jest.fn(async () => ({
        items: [],
        total: 0,
        counts: { open: 0, acknowledged: 0, reviewDue: 0, reviewOverdue: 0 },
      })),
    };
    renderIncidents('', none);
    expect(await screen.findByText('No incident yet')).toBeInTheDocument();
    expect(screen.getByText('Nothing needs someone now')).toBeInTheDocument();
  });

  it('says which permission lacks', async () => {
    renderIncidents('', {
      listIncidents: jest.fn(async () => {
        throw notAllowed();
      }),
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });

  it('says why it could not be read', async () => {
    renderIncidents('', {
      listIncidents: jest.fn(async () => {
        throw new Error('socket hang up');
      }),
    });
    expect(await screen.findByText('socket hang up')).toBeInTheDocument();
  });
});
