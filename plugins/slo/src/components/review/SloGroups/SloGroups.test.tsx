import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { named, renderPage } from '../__testUtils__/renderPage';
import { counts, item, shopGroup } from '../__testUtils__/reviewApi';

const ownerless = {
  ...shopGroup,
  ref: undefined,
  title: undefined,
  ownerRef: undefined,
  workloads: 3,
  leastBudget: null,
  alert: undefined,
};

describe('the page of all SLOs, grouped', () => {
  it('says of each workload how its SLOs are and the worst of them, and asks for no SLO', async () => {
    const api = renderPage('/objectives?groupBy=workload&state=low&offset=20');
    const list = await screen.findByRole('list', { name: 'SLOs by workload' });
    const row = within(list).getByRole('heading', { name: 'Shop' })
      .parentElement!;
    for (const words of ['2 SLOs', 'At worst 12% left', 'Alert: Critical']) {
      expect(row).toHaveTextContent(words);
    }
    expect(
      within(screen.getByRole('list', { name: 'States of Shop' }))
        .getAllByRole('listitem')
        .map(each => each.textContent),
    ).toEqual(['1 Burning fast', '1 No data']);
    expect(screen.getByText('21 workloads')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'To its page: Shop' }),
    ).toHaveAttribute('href', '/catalog/default/system/shop/slo');
    expect(api.getGroups).toHaveBeenCalledWith({
      groupBy: 'workload',
      state: ['low'],
      offset: 20,
      limit: 20,
    });
    expect(api.getSlos).not.toHaveBeenCalled();
  });

  it('is chosen above the list, and opens a group to its SLOs', async () => {
    const api = renderPage('/objectives?state=low');
    await userEvent.click(
      await screen.findByRole('button', { name: /Group by/ }),
    );
    await userEvent.click(screen.getByRole('option', { name: 'By workload' }));
    const shop = await screen.findByRole('button', { name: 'Shop' });
    expect(shop).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(shop);
    const opened = await screen.findByRole('group', { name: 'SLOs of Shop' });
    expect(
      await within(opened).findByRole('link', { name: 'Latency' }),
    ).toBeInTheDocument();
    expect(within(opened).queryByText('Owner')).not.toBeInTheDocument();
    expect(api.getSlos).toHaveBeenLastCalledWith({
      state: ['low'],
      workload: ['system:default/shop'],
      offset: 0,
      limit: 20,
    });
    // An open group makes no other groups.
    expect(api.getGroups).toHaveBeenCalledTimes(1);
    await userEvent.click(shop);
    expect(shop).toHaveAttribute('aria-expanded', 'false');
    expect(
      screen.queryByRole('group', { name: 'SLOs of Shop' }),
    ).not.toBeInTheDocument();
  });

  it('opens what the address says; sorts and turns its pages by themselves', async () => {
    const api = renderPage(
      '/objectives?groupBy=workload&offset=20&open=system:default/shop',
      { getSlos: jest.fn(async () => ({ items: [item()], total: 42 })) },
    );
    const opened = await screen.findByRole('group', { name: 'SLOs of Shop' });
    await userEvent.click(
      await within(opened).findByRole('columnheader', { name: /^Burn rate/ }),
    );
    await waitFor(() =>
      expect(api.getSlos).toHaveBeenLastCalledWith(
        expect.objectContaining({ sort: 'burnRate', offset: 0, limit: 20 }),
      ),
    );
    await userEvent.click(
      within(opened).getByRole('button', { name: /next/i }),
    );
    await waitFor(() =>
      expect(api.getSlos).toHaveBeenLastCalledWith(
        expect.objectContaining({ sort: 'burnRate', offset: 20, limit: 20 }),
      ),
    );
    expect(api.getGroups).toHaveBeenCalledTimes(1);
    // The page of groups before.
    const [, turnGroups] = screen.getAllByRole('button', { name: /previous/i });
    await userEvent.click(turnGroups);
    await waitFor(() =>
      expect(api.getGroups).toHaveBeenLastCalledWith(
        expect.objectContaining({ offset: 0, limit: 20 }),
      ),
    );
  });

  it('groups by owner, those of nobody too', async () => {
    const api = renderPage('/objectives?groupBy=owner', {
      getGroups: jest.fn(async () => ({
        items: [
          { ...ownerless, ref: 'group:default/team', workloads: 1 },
          ownerless,
        ],
        total: 2,
      })),
    });
    const nobody = await screen.findByRole('button', { name: 'No owner' });
    const row = nobody.closest('li')!;
    expect(row).toHaveTextContent('3 workloads');
    expect(row).toHaveTextContent('No data');
    expect(screen.getByText('2 owners')).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: /^To its page: team/ }),
    ).toHaveAttribute('href', '/catalog/default/group/team');
    await userEvent.click(nobody);
    await screen.findByRole('group', { name: 'SLOs of No owner' });
    expect(api.getSlos).toHaveBeenLastCalledWith(
      expect.objectContaining({ owner: ['none'] }),
    );
  });

  it('says when nothing fits, and when nothing is there yet', async () => {
    renderPage('/objectives?groupBy=owner&text=zzz', {
      getGroups: async () => ({ items: [], total: 0 }),
    });
    expect(await screen.findByText('No SLO fits')).toBeInTheDocument();
  });

  it('says how to begin', async () => {
    renderPage('/objectives?groupBy=owner', {
      getGroups: async () => ({ items: [], total: 0 }),
      getCounts: async () => ({ ...counts, total: 0 }),
    });
    expect(await screen.findByText('No SLO yet')).toBeInTheDocument();
  });

  it('says that the reader may not see it', async () => {
    renderPage('/objectives?groupBy=workload', {
      getGroups: async () => {
        throw named('NotAllowedError', 'No');
      },
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });

  it('says in a group what went wrong there', async () => {
    renderPage('/objectives?groupBy=workload&open=system:default/shop', {
      getSlos: async () => {
        throw new Error('The database is away');
      },
    });
    const opened = await screen.findByRole('group', { name: 'SLOs of Shop' });
    expect(
      await within(opened).findByText('The database is away'),
    ).toBeInTheDocument();
    expect(screen.getByText('21 workloads')).toBeInTheDocument();
  });
});
