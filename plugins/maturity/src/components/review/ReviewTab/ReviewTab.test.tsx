import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { named, renderPage } from '../__testUtils__/renderPage';
import { readOnly, summary } from '../__testUtils__/review';

const createObjectURL = jest.fn(() => 'blob:portfolio');
Object.assign(URL, { createObjectURL, revokeObjectURL: () => {} });

describe('the review', () => {
  it('opens with what changed, and lists each change with its cause', async () => {
    const api = renderPage('');
    expect(
      await screen.findByRole('heading', { name: '1 rose, 1 fell' }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show 2 changes' }),
    );
    const list = screen.getByRole('list', { name: 'Changes of levels' });
    const [rise, fall] = within(list).getAllByRole('listitem');
    expect(rise).toHaveTextContent(/Shop.*Security.*up from 1 to 2/);
    expect(rise).toHaveTextContent("'Doors are locked' is met.");
    expect(fall).toHaveTextContent(/Bank.*Overall.*down from 2 to 1/);
    expect(api.getPortfolioChanges).toHaveBeenCalledWith(
      expect.objectContaining({ modelId: 'small' }),
      expect.objectContaining({ since: expect.stringMatching(/^20/) }),
    );
  });

  it('shows each workload on each pillar, in words too, and leads to its proof', async () => {
    renderPage('/review');
    const cell = await screen.findByRole('link', {
      name: 'Reliability: level 0 of 2 proven, 1 possible, 1 not met, 2 unknown',
    });
    expect(cell).toHaveTextContent('0?');
    expect(cell).toHaveAttribute(
      'href',
      '/catalog/default/system/shop/maturity?model=small&pillar=reliability',
    );
    expect(screen.getByText('1 exempt, 1 contradiction')).toBeInTheDocument();
    expect(screen.getByText('42 workloads')).toBeInTheDocument();
    expect(
      screen.getByRole('img', { name: /^Mean level 0\.05 on/ }),
    ).toBeInTheDocument();
  });

  it('has the figures of the trend as a table, newest day first', async () => {
    renderPage('/review');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Workloads on each level, by day',
      }),
    );
    const table = screen.getByRole('table', {
      name: 'Workloads on each level, by day',
    });
    const [head, newest, oldest] = within(table)
      .getAllByRole('row')
      .map(row => [...row.children].map(cell => cell.textContent));
    expect(head).toEqual(['Day', 'Level 0', 'Level 1', 'Level 2', 'Mean']);
    expect(newest.slice(1)).toEqual(['30', '10', '2', '0.33']);
    expect(oldest.slice(1)).toEqual(['40', '2', '0', '0.05']);
  });

  it('asks the back end for what the address says', async () => {
    const api = renderPage(
      '/review?pillar=security&owner=group:default/team&owner=group:default/other&level=1&state=contradiction&strategy=re-1-1&text=shop&sort=pillar:security&direction=desc&offset=20',
    );
    await screen.findByText('42 workloads');
    expect(api.getPortfolio).toHaveBeenCalledWith(
      {
        modelId: 'small',
        pillarId: 'security',
        owners: ['group:default/team', 'group:default/other'],
        domains: undefined,
        lifecycles: undefined,
        levels: [1],
        states: ['contradiction'],
        strategyId: 're-1-1',
        text: 'shop',
      },
      { sort: 'pillar:security', direction: 'desc', offset: 20, limit: 20 },
    );
    expect(screen.getByText("miss 'Back up the data'")).toBeInTheDocument();
  });

  it('filters by a bar and by a missed strategy', async () => {
    const api = renderPage('/review');
    await userEvent.click(
      await screen.findByRole('button', { name: /Level 1\s*10/ }),
    );
    await waitFor(() =>
      expect(api.getPortfolio).toHaveBeenLastCalledWith(
        expect.objectContaining({ levels: [1] }),
        expect.anything(),
      ),
    );
    const missed = screen.getByRole('button', { name: /^Back up the data/ });
    expect(missed).toHaveTextContent('21 of 42 miss it (50%)');
    await userEvent.click(missed);
    await waitFor(() =>
      expect(api.getPortfolio).toHaveBeenLastCalledWith(
        expect.objectContaining({ levels: [1], strategyId: 're-1-1' }),
        expect.anything(),
      ),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() =>
      expect(api.getPortfolio).toHaveBeenLastCalledWith(
        expect.objectContaining({ levels: undefined, strategyId: undefined }),
        expect.anything(),
      ),
    );
  });

  it('has a search filter wait for a pause, and goes back to the first page', async () => {
    const api = renderPage('/review?offset=20');
    await userEvent.type(await screen.findByLabelText('Search'), 'ban');
    await waitFor(() =>
      expect(api.getPortfolio).toHaveBeenLastCalledWith(
        expect.objectContaining({ text: 'ban' }),
        expect.objectContaining({ offset: 0 }),
      ),
    );
  });

  it('sorts by a pillar and turns the page on the server', async () => {
    const api = renderPage('/review');
    await userEvent.click(
      await screen.findByRole('columnheader', { name: /^Security/ }),
    );
    await waitFor(() =>
      expect(api.getPortfolio).toHaveBeenLastCalledWith(
        expect.anything(),
        expect.objectContaining({ sort: 'pillar:security', direction: 'asc' }),
      ),
    );
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    await waitFor(() =>
      expect(api.getPortfolio).toHaveBeenLastCalledWith(
        expect.anything(),
        expect.objectContaining({ offset: 20 }),
      ),
    );
  });

  it('saves exactly what is filtered', async () => {
    const csv = new Blob(['a;b']);
    const downloadPortfolio = jest.fn(async () => csv);
    const saved: string[] = [];
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function save(this: HTMLAnchorElement) {
        saved.push(this.download);
      });
    renderPage('/review?level=1&sort=title', { downloadPortfolio });
    await userEvent.click(await screen.findByRole('button', { name: 'CSV' }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(downloadPortfolio).toHaveBeenCalledWith(
      expect.objectContaining({
        modelId: 'small',
        levels: [1],
        sort: 'title',
      }),
      expect.any(Function),
    );
    expect(createObjectURL).toHaveBeenCalledWith(csv);
    expect(saved[0]).toMatch(/^maturity-small-\d{4}-\d{2}-\d{2}\.csv$/);
  });

  it('says why the file did not come', async () => {
    renderPage('/review', {
      downloadPortfolio: async () => {
        throw new Error('The line broke');
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'CSV' }));
    expect(await screen.findByText('The line broke')).toBeInTheDocument();
  });

  it('starts a campaign from a strategy, for those who may', async () => {
    renderPage('/review?owner=group:default/team');
    expect(
      await screen.findByRole('link', {
        name: "Start a campaign for 'Back up the data'",
      }),
    ).toHaveAttribute(
      'href',
      '/maturity/campaigns/new?model=small&strategy=re-1-1&owner=group%3Adefault%2Fteam',
    );
  });

  it('offers no campaign to those who may not', async () => {
    renderPage('/review', { getPermissions: readOnly });
    await screen.findByRole('button', { name: /^Back up the data/ });
    expect(
      screen.queryByRole('link', { name: /Start a campaign/ }),
    ).not.toBeInTheDocument();
  });

  it('says when nothing fits, and when nothing is there yet', async () => {
    const nothing = {
      getPortfolio: async () => ({ items: [], total: 0 }),
      getPortfolioSummary: async () => ({
        ...summary,
        trend: [],
        mostMissed: [],
      }),
    };
    renderPage('/review?text=zzz', nothing);
    expect(await screen.findByText('No workload fits')).toBeInTheDocument();
    expect(screen.getByText('No strategy is missed.')).toBeInTheDocument();
    expect(screen.getByText(/The trend begins/)).toBeInTheDocument();
  });

  it('says when no model is in force', async () => {
    renderPage('/review', { getModels: async () => ({ items: [] }) });
    expect(await screen.findByText('No model is in force')).toBeInTheDocument();
  });

  it('says what went wrong, and that the reader may not see it', async () => {
    renderPage('/review', {
      getPortfolio: async () => {
        throw new Error('The database is away');
      },
      getPortfolioSummary: async () => {
        throw named('NotAllowedError', 'No');
      },
    });
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
    expect(screen.getByText('You may not see this')).toBeInTheDocument();
  });
});
