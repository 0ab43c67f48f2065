import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { named, renderPage } from '../__testUtils__/renderPage';
import { COUNTS, ITEMS } from '../__testUtils__/reviewApi';

afterEach(() => jest.restoreAllMocks());

describe('the page of all credentials', () => {
  it('opens with how many need someone, and why', async () => {
    renderPage('');
    expect(
      await screen.findByRole('heading', { name: '3 need someone now' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('of 42 credentials; the dates of 2 are not confirmed'),
    ).toBeInTheDocument();
    const soon = screen.getByRole('list', { name: 'Expire in' });
    // The back end counts no third.
    expect(
      within(soon)
        .getAllByRole('button')
        .map(each => each.textContent),
    ).toEqual(['7 days 1', '30 days 4']);
  });

  it('says of each credential all that the row needs, and opens its details', async () => {
    const api = renderPage('/credentials?kind=certificate');
    const row = await screen.findByRole('row', { name: /api-tls/ });
    for (const words of [
      'Certificate',
      'Deal fraud model',
      'deal-fraud-weu-kv',
      'weu-001',
      'in 3 places',
      'deal-fraud',
      'in 6 days',
      'Stage 5 of 6',
      'No rotation',
      'By hand',
      'Runbook',
    ]) {
      expect(row).toHaveTextContent(words);
    }
    expect(screen.getByRole('row', { name: /graph-app/ })).toHaveTextContent(
      /Acknowledged by jo/,
    );
    expect(
      within(row).getByRole('link', { name: 'Deal fraud model' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/system/deal-fraud-model/secret-expiry',
    );
    await userEvent.click(within(row).getByRole('link', { name: 'api-tls' }));
    expect(
      await screen.findByRole('dialog', { name: 'api-tls' }),
    ).toBeInTheDocument();
    expect(api.getCredential).toHaveBeenCalledWith('api-tls');
  });

  it('asks the back end for what the address says, and leaves out what it says wrongly', async () => {
    const api = renderPage(
      '/credentials?text=shop&owner=group:default/team&entityRef=resource:default/kv&stamp=none&workloadRef=system:default/shop&kind=key&kind=nonsense&state=expired&stage=6&stage=9&finding=superseded&sourceId=key-vault&needsSomeone=true&acknowledged=maybe&from=2026-11-27&to=2026-11-27&orderBy=-expires&offset=20&limit=50&within=soon',
    );
    await screen.findByText('42 credentials');
    expect(
      screen.getByRole('group', { name: /^Expires on/ }),
    ).toHaveTextContent(/11\D+27\D+2026.*11\D+27\D+2026/);
    expect(api.getCredentials).toHaveBeenCalledWith({
      text: 'shop',
      owner: ['group:default/team'],
      entityRef: ['resource:default/kv'],
      stamp: ['none'],
      workloadRef: ['system:default/shop'],
      kind: ['key'],
      state: ['expired'],
      stage: [6],
      finding: ['superseded'],
      sourceId: ['key-vault'],
      needsSomeone: true,
      expiresFrom: '2026-11-27T00:00:00.000Z',
      expiresBefore: '2026-11-28T00:00:00.000Z',
      orderBy: '-expires',
      offset: 20,
      limit: 50,
    });
    // Each count says what choosing it would find.
    expect(api.getCounts).toHaveBeenCalledWith({
      text: 'shop',
      owner: ['group:default/team'],
      entityRef: ['resource:default/kv'],
      stamp: ['none'],
      workloadRef: ['system:default/shop'],
      kind: ['key'],
      stage: [6],
      sourceId: ['key-vault'],
    });
  });

  it('filters by one count at a time, from the first page on, and clears', async () => {
    const api = renderPage('/credentials?offset=20&kind=certificate');
    const expired = await screen.findByRole('button', {
      name: /^Past its date/,
    });
    await userEvent.click(expired);
    await waitFor(() =>
      expect(api.getCredentials).toHaveBeenLastCalledWith(
        expect.objectContaining({
          kind: ['certificate'],
          state: ['expired'],
          offset: 0,
        }),
      ),
    );
    expect(expired).toHaveAttribute('aria-pressed', 'true');
    const week = screen.getByRole('button', { name: /^7 days/ });
    await userEvent.click(week);
    await waitFor(() =>
      expect(api.getCredentials).toHaveBeenLastCalledWith(
        expect.objectContaining({
          kind: ['certificate'],
          state: undefined,
          expiresFrom: expect.any(String),
          expiresBefore: expect.any(String),
        }),
      ),
    );
    expect(expired).toHaveAttribute('aria-pressed', 'false');
    await userEvent.click(week);
    await waitFor(() =>
      expect(api.getCredentials).toHaveBeenLastCalledWith(
        expect.objectContaining({
          kind: ['certificate'],
          expiresFrom: undefined,
        }),
      ),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() =>
      expect(api.getCredentials).toHaveBeenLastCalledWith(
        expect.objectContaining({ kind: undefined }),
      ),
    );
  });

  it('sorts and turns the page on the server', async () => {
    const api = renderPage('/credentials');
    await userEvent.click(
      await screen.findByRole('columnheader', { name: /^Expires/ }),
    );
    await waitFor(() =>
      expect(api.getCredentials).toHaveBeenLastCalledWith(
        expect.objectContaining({ orderBy: 'expires' }),
      ),
    );
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    await waitFor(() =>
      expect(api.getCredentials).toHaveBeenLastCalledWith(
        expect.objectContaining({ offset: 20, limit: 20 }),
      ),
    );
  });

  it('acknowledges many at once', async () => {
    const api = renderPage('/credentials');
    const row = await screen.findByRole('row', { name: /api-tls/ });
    await userEvent.click(within(row).getByRole('checkbox'));
    expect(screen.getByText('1 chosen')).toBeInTheDocument();
    await userEvent.click(
      within(screen.getByRole('row', { name: /db-password/ })).getByRole(
        'checkbox',
      ),
    );
    expect(screen.getByText('2 chosen')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Acknowledge' }));
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /^Reason/ }),
      'In the next sprint',
    );
    const reads = api.getCredentials.mock.calls.length;
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Acknowledge' }),
    );
    await waitFor(() =>
      expect(api.acknowledge).toHaveBeenCalledWith({
        credentialIds: ['api-tls', 'db-password'],
        kind: 'acknowledged',
        reason: 'In the next sprint',
      }),
    );
    await waitFor(() =>
      expect(screen.queryByText('2 chosen')).not.toBeInTheDocument(),
    );
    expect(api.getCredentials.mock.calls.length).toBeGreaterThan(reads);
  });

  it('offers nothing to choose to those who may not acknowledge, and says that they see their own', async () => {
    renderPage('/credentials', {
      getPermissions: async () => ({
        readAll: false,
        acknowledge: { allowed: false },
        manage: { allowed: false },
      }),
    });
    await screen.findByRole('row', { name: /api-tls/ });
    expect(
      await screen.findByText('You see what you and your groups own or renew.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  });

  it('saves exactly what is filtered', async () => {
    const saved: string[] = [];
    Object.assign(URL, {
      createObjectURL: () => 'blob:file',
      revokeObjectURL: () => {},
    });
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function save(this: HTMLAnchorElement) {
        saved.push(this.download);
      });
    const api = renderPage('/credentials?kind=key&orderBy=name');
    await userEvent.click(await screen.findByRole('button', { name: 'CSV' }));
    await waitFor(() =>
      expect(saved).toEqual([
        expect.stringMatching(/^credentials-\d{4}-\d\d-\d\d\.csv$/),
      ]),
    );
    expect(api.downloadCredentials).toHaveBeenCalledWith(
      expect.objectContaining({ kind: ['key'], orderBy: 'name' }),
      expect.any(Function),
    );
  });

  it('says when nothing fits, and when nothing is there yet', async () => {
    const nothing = { getCredentials: async () => ({ items: [], total: 0 }) };
    renderPage('/credentials?text=zzz', nothing);
    expect(await screen.findByText('No credential fits')).toBeInTheDocument();
  });

  it('says how to begin', async () => {
    renderPage('/credentials', {
      getCredentials: async () => ({ items: [], total: 0 }),
      getCounts: async () => ({ ...COUNTS, total: 0, needsSomeone: 0 }),
    });
    expect(await screen.findByText('No credential yet')).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: '0 need someone now' }),
    ).toBeInTheDocument();
  });

  it('says what went wrong, and that the reader may not see it', async () => {
    renderPage('/credentials', {
      getCredentials: async () => {
        throw new Error('The database is away');
      },
      getCounts: async () => {
        throw named('NotAllowedError', 'No');
      },
    });
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
    expect(screen.getByText('You may not see this')).toBeInTheDocument();
  });

  it('shows the list even where its filters could not be read', async () => {
    const away = async () => {
      throw new Error('Away');
    };
    renderPage('/credentials', {
      getFilters: away,
      getSources: away,
      getPermissions: away,
    });
    expect(
      await screen.findByRole('row', { name: new RegExp(ITEMS[0].name) }),
    ).toBeInTheDocument();
  });
});
