import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { named, renderPage, savedFiles } from '../__testUtils__/renderPage';
import { counts, item } from '../__testUtils__/reviewApi';

afterEach(() => jest.restoreAllMocks());

describe('the page of all SLOs', () => {
  it('opens with how many need someone, and why', async () => {
    renderPage('');
    expect(
      await screen.findByRole('heading', {
        name: '3 need someone now, 4 soon',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('42 SLOs of 7 workloads; 5 without current data'),
    ).toBeInTheDocument();
    const alerts = screen.getByRole('list', { name: 'Alert firing' });
    expect(
      within(alerts)
        .getAllByRole('button')
        .map(each => each.textContent),
    ).toEqual(['Critical 2', 'High 0', 'Medium 3', 'Low 0']);
  });

  it('says of each SLO all that the row needs, and leads to its place on the tab', async () => {
    renderPage('/objectives');
    const link = await screen.findByRole('link', { name: 'Latency' });
    expect(link).toHaveAttribute(
      'href',
      '/catalog/default/system/shop/slo#slo-shop-latency',
    );
    const row = screen.getByRole('row', { name: /Latency/ });
    for (const words of [
      'Shop',
      'team',
      'Burning fast',
      'Burns 20x faster than allowed over the last hour.',
      '99%',
      'over 28 days',
      'Below SLA',
      '99.2%',
      '12% left',
      '20.4x',
      '3 days',
      'Critical',
    ]) {
      expect(row).toHaveTextContent(words);
    }
    expect(
      within(row).getByRole('img', {
        name: 'Budget left of Latency, last 30 days',
      }),
    ).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /Search/ })).toHaveTextContent(
      'no data',
    );
    expect(screen.getByText('42 SLOs')).toBeInTheDocument();
  });

  it('asks the back end for what the address says, and leaves out what it says wrongly', async () => {
    const api = renderPage(
      '/objectives?text=shop&owner=group:default/team&domain=domain:default/retail&lifecycle=production&state=exhausted&state=nonsense&alert=critical&agreement=error&method=Timeslices&sort=remaining&direction=desc&offset=20&limit=50',
    );
    await screen.findByText('42 SLOs');
    expect(api.getSlos).toHaveBeenCalledWith({
      text: 'shop',
      owner: ['group:default/team'],
      domain: ['domain:default/retail'],
      lifecycle: ['production'],
      state: ['exhausted'],
      alert: ['critical'],
      agreement: ['error'],
      method: ['Timeslices'],
      sort: 'remaining',
      direction: 'desc',
      offset: 20,
      limit: 50,
    });
    // Each count says what choosing it would find.
    expect(api.getCounts).toHaveBeenCalledWith({
      text: 'shop',
      owner: ['group:default/team'],
      domain: ['domain:default/retail'],
      lifecycle: ['production'],
      method: ['Timeslices'],
    });
  });

  it('filters by counts, from the first page on, and clears', async () => {
    const api = renderPage('/objectives?offset=20');
    const spent = await screen.findByRole('button', {
      name: /^Budget spent\s*1$/,
    });
    await userEvent.click(spent);
    await waitFor(() =>
      expect(api.getSlos).toHaveBeenLastCalledWith(
        expect.objectContaining({ state: ['exhausted'], offset: 0 }),
      ),
    );
    expect(spent).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(
      screen.getByRole('button', { name: /^Looser than its SLA\s*1$/ }),
    );
    await waitFor(() =>
      expect(api.getSlos).toHaveBeenLastCalledWith(
        expect.objectContaining({ state: ['exhausted'], agreement: ['error'] }),
      ),
    );
    await userEvent.click(spent);
    await waitFor(() =>
      expect(api.getSlos).toHaveBeenLastCalledWith(
        expect.objectContaining({ state: undefined, agreement: ['error'] }),
      ),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() =>
      expect(api.getSlos).toHaveBeenLastCalledWith(
        expect.objectContaining({ agreement: undefined }),
      ),
    );
  });

  it('sorts and turns the page on the server', async () => {
    const api = renderPage('/objectives');
    await userEvent.click(
      await screen.findByRole('columnheader', { name: /^Burn rate/ }),
    );
    await waitFor(() =>
      expect(api.getSlos).toHaveBeenLastCalledWith(
        expect.objectContaining({ sort: 'burnRate', direction: 'asc' }),
      ),
    );
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    await waitFor(() =>
      expect(api.getSlos).toHaveBeenLastCalledWith(
        expect.objectContaining({ offset: 20, limit: 20 }),
      ),
    );
  });

  it('searches once the typing pauses', async () => {
    const api = renderPage('/objectives?offset=20');
    await userEvent.type(await screen.findByLabelText('Search'), 'ban');
    await waitFor(() =>
      expect(api.getSlos).toHaveBeenLastCalledWith(
        expect.objectContaining({ text: 'ban', offset: 0 }),
      ),
    );
  });

  it('saves exactly what is filtered', async () => {
    const saved = savedFiles();
    const api = renderPage('/objectives?state=low&sort=name');
    await userEvent.click(await screen.findByRole('button', { name: 'CSV' }));
    await waitFor(() =>
      expect(saved).toEqual([
        expect.stringMatching(/^slos-\d{4}-\d\d-\d\d\.csv$/),
      ]),
    );
    expect(api.downloadSlos).toHaveBeenCalledWith(
      expect.objectContaining({ state: ['low'], sort: 'name' }),
      expect.any(Function),
    );
  });

  it('says why the file did not come', async () => {
    renderPage('/objectives', {
      downloadSlos: async () => {
        throw new Error('The line broke');
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'CSV' }));
    expect(await screen.findByText('The line broke')).toBeInTheDocument();
  });

  it('shows what changed since a day', async () => {
    const changed = item({ changes: { spent: 0.34, alerts: 2 } });
    const api = renderPage('/objectives?changedSince=2026-11-15', {
      getSlos: jest.fn(async () => ({ items: [changed], total: 1 })),
    });
    const row = await screen.findByRole('row', { name: /Latency/ });
    expect(row).toHaveTextContent(/34% spent since .*15/);
    expect(row).toHaveTextContent(/2 changes since .*15/);
    expect(api.getSlos).toHaveBeenCalledWith(
      expect.objectContaining({ changedSince: '2026-11-15' }),
    );
    expect(api.getCounts).toHaveBeenCalledWith({ changedSince: '2026-11-15' });
    expect(
      screen.getByRole('group', { name: 'Changed since (UTC)' }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() =>
      expect(api.getSlos).toHaveBeenLastCalledWith(
        expect.objectContaining({ changedSince: undefined }),
      ),
    );
  });

  it('leaves out a day that is none', async () => {
    const api = renderPage('/objectives?changedSince=yesterday');
    await screen.findByText('42 SLOs');
    expect(api.getCounts).toHaveBeenCalledWith({});
  });

  it('says when nothing fits, and when nothing is there yet', async () => {
    const nothing = { getSlos: async () => ({ items: [], total: 0 }) };
    renderPage('/objectives?text=zzz', nothing);
    expect(await screen.findByText('No SLO fits')).toBeInTheDocument();
  });

  it('says how to begin', async () => {
    renderPage('/objectives', {
      getSlos: async () => ({ items: [], total: 0 }),
      getCounts: async () => ({ ...counts, total: 0 }),
    });
    expect(await screen.findByText('No SLO yet')).toBeInTheDocument();
  });

  it('says what went wrong, and that the reader may not see it', async () => {
    renderPage('/objectives', {
      getSlos: async () => {
        throw new Error('The database is away');
      },
      getCounts: async () => {
        throw named('NotAllowedError', 'No');
      },
    });
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
    expect(screen.getByText('You may not see this')).toBeInTheDocument();
  });
});
