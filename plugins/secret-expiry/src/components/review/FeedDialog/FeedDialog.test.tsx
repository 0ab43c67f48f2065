import { Feed, FeedsQuery } from '@plumbline/plugin-secret-expiry-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inDays } from '../../../__fixtures__/credentials';
import { renderPage } from '../__testUtils__/renderPage';
import { TEAM } from '../__testUtils__/reviewApi';

const FEED: Feed = {
  id: 'f7',
  name: 'Keys of ours',
  filter: { kind: ['key'], owner: ['group:default/deal-fraud'] },
  ownerRef: 'user:default/jo',
  createdAt: inDays(-30),
  until: inDays(10),
};

async function open(path: string, overrides = {}) {
  const api = renderPage(path, overrides);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Calendar feed' }),
  );
  return { api, dialog: within(await screen.findByRole('dialog')) };
}

describe('calendar feeds', () => {
  it('makes one of whose, where and what is filtered, and tells its address once', async () => {
    const { api, dialog } = await open(
      '/credentials?kind=key&kind=secret&stamp=none&state=expired&within=7&stage=6',
    );
    expect(
      await dialog.findByText('Stamp: No one stamp; Kind: Secret, Key'),
    ).toBeInTheDocument();
    expect(dialog.getByText('No feed yet')).toBeInTheDocument();
    const name = dialog.getByRole('textbox', { name: /^Name/ });
    await userEvent.clear(name);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Make the feed' }),
    );
    expect(dialog.getByText('Give it a name.')).toBeInTheDocument();
    expect(api.createFeed).not.toHaveBeenCalled();

    await userEvent.type(name, 'Keys');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Make the feed' }),
    );
    expect(await dialog.findByLabelText('Address')).toHaveValue(
      'https://portal.example.com/api/secret-expiry/feeds/token.ics',
    );
    expect(api.createFeed).toHaveBeenCalledWith({
      name: 'Keys',
      filter: { stamp: ['none'], kind: ['secret', 'key'] },
    });
    expect(api.getFeeds).toHaveBeenCalledTimes(2);
  });

  it('copies the address', async () => {
    const { dialog } = await open('/calendar');
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Make the feed' }),
    );
    const user = userEvent.setup();
    const copied = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(await dialog.findByRole('button', { name: 'Copy' }));
    expect(await dialog.findByText('Copied')).toBeInTheDocument();
    expect(copied).toHaveBeenCalledWith(
      'https://portal.example.com/api/secret-expiry/feeds/token.ics',
    );
  });

  it('lists those of before, and ends one when asked twice', async () => {
    const { api, dialog } = await open('/credentials', {
      getFeeds: jest.fn(async () => ({ items: [FEED], total: 1 })),
    });
    const row = await dialog.findByRole('row', { name: /Keys of ours/ });
    expect(row).toHaveTextContent('Owner: deal-fraud; Kind: Key');
    expect(row).toHaveTextContent('never');
    await userEvent.click(
      within(row).getByRole('button', { name: 'End Keys of ours' }),
    );
    expect(api.revokeFeed).not.toHaveBeenCalled();
    await userEvent.click(
      dialog.getByRole('button', { name: 'End it for good' }),
    );
    await waitFor(() => expect(api.revokeFeed).toHaveBeenCalledWith('f7'));
    await waitFor(() => expect(api.getFeeds).toHaveBeenCalledTimes(2));
  });

  it("shows everyone's to whoever manages, page by page, with why one stopped", async () => {
    const getFeeds = jest.fn(async ({ everyone, offset = 0 }: FeedsQuery) =>
      everyone
        ? {
            items: [
              { ...FEED, id: `f${offset}`, stopped: 'owner-gone' as const },
            ],
            total: 21,
          }
        : { items: [], total: 0 },
    );
    const { api, dialog } = await open('/credentials', { getFeeds });
    expect(await dialog.findByText('No feed yet')).toBeInTheDocument();
    await userEvent.click(
      await dialog.findByRole('switch', { name: 'Of everyone' }),
    );
    const row = await dialog.findByRole('row', { name: /Keys of ours/ });
    expect(row).toHaveTextContent('jo');
    expect(row).toHaveTextContent('no longer in the catalog');
    await userEvent.click(
      dialog.getByRole('button', { name: /next table page/i }),
    );
    await waitFor(() =>
      expect(getFeeds).toHaveBeenLastCalledWith({
        everyone: true,
        limit: 20,
        offset: 20,
      }),
    );
    // The last of its page: the one before is shown.
    await userEvent.click(
      await dialog.findByRole('button', { name: 'End Keys of ours' }),
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'End it for good' }),
    );
    await waitFor(() => expect(api.revokeFeed).toHaveBeenCalledWith('f20'));
    await waitFor(() =>
      expect(getFeeds).toHaveBeenLastCalledWith({
        everyone: true,
        limit: 20,
        offset: 0,
      }),
    );
  });

  it("shows nobody else's to whoever may not manage", async () => {
    const { dialog } = await open('/credentials', {
      getPermissions: async () => ({
        ...TEAM,
        manage: { allowed: false, reason: 'No' },
      }),
    });
    expect(await dialog.findByText('No feed yet')).toBeInTheDocument();
    expect(dialog.queryByRole('switch')).not.toBeInTheDocument();
  });

  it('says why one was not made', async () => {
    const { dialog } = await open('/credentials', {
      createFeed: async () => {
        throw new Error('You have 20 feeds already');
      },
    });
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Make the feed' }),
    );
    expect(
      await dialog.findByText('You have 20 feeds already'),
    ).toBeInTheDocument();
  });
});
