import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { named, renderPage } from '../__testUtils__/renderPage';
import { exemption, readOnly } from '../__testUtils__/review';

const DAY_MS = 86_400_000;

describe('exemptions', () => {
  it('puts those that wait first, with who asked and why', async () => {
    const api = renderPage('/exemptions');
    const row = await screen.findByRole('row', {
      name: /Backups are declared/,
    });
    expect(row).toHaveTextContent('It keeps no data of its own.');
    expect(
      within(row).getByRole('link', { name: 'Backups are declared' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/system/shop/maturity?model=small&criterion=re-1-1.backups',
    );
    expect(await screen.findByText('None approved')).toBeInTheDocument();
    expect(api.getExemptions).toHaveBeenCalledWith(
      { states: ['requested'] },
      { sort: 'requested', limit: 20, offset: 0 },
    );
    expect(api.getExemptions).toHaveBeenCalledWith(
      { states: ['approved'] },
      { sort: 'requested', limit: 20, offset: 0 },
    );
  });

  it('approves without a note, and reads both lists again', async () => {
    const decideExemption = jest.fn(async () => exemption);
    const api = renderPage('/exemptions', { decideExemption });
    await userEvent.click(
      await screen.findByRole('button', {
        name: "Approve 'Backups are declared' for Shop",
      }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(decideExemption).toHaveBeenCalledWith('e1', {
      decision: 'approve',
      note: undefined,
    });
    await waitFor(() => expect(api.getExemptions).toHaveBeenCalledTimes(4));
  });

  it('denies only with a note, and keeps it when that fails', async () => {
    const decideExemption = jest.fn(async () => {
      throw named('ConflictError', 'It was withdrawn');
    });
    renderPage('/exemptions', { decideExemption });
    await userEvent.click(
      await screen.findByRole('button', {
        name: "Deny 'Backups are declared' for Shop",
      }),
    );
    const dialog = await screen.findByRole('dialog');
    const deny = within(dialog).getByRole('button', { name: 'Deny' });
    expect(deny).toBeDisabled();
    const note = within(dialog).getByLabelText(/^Note to the team/);
    await userEvent.type(note, 'It does keep some');
    await userEvent.click(deny);
    expect(
      await within(dialog).findByText('It was withdrawn'),
    ).toBeInTheDocument();
    expect(note).toHaveValue('It does keep some');
    expect(decideExemption).toHaveBeenCalledWith('e1', {
      decision: 'deny',
      note: 'It does keep some',
    });
  });

  it('marks those that end soon, and offers to revoke them', async () => {
    renderPage('/exemptions', {
      getExemptions: async ({ states } = {}) =>
        states?.includes('approved')
          ? {
              items: [
                {
                  ...exemption,
                  state: 'approved',
                  decidedBy: 'user:default/lead',
                  decidedAt: '2026-11-20T12:00:00.000Z',
                  decisionNote: 'Until it moves',
                  expiresAt: new Date(Date.now() + 5 * DAY_MS).toISOString(),
                },
              ],
              total: 1,
            }
          : { items: [], total: 0 },
    });
    const row = await screen.findByRole('row', {
      name: /Backups are declared/,
    });
    expect(row).toHaveTextContent(/Until it moves/);
    expect(within(row).getByTitle(/It ends soon/)).toBeInTheDocument();
    expect(
      within(row).getByRole('button', {
        name: "Revoke 'Backups are declared' for Shop",
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Nothing waits for a decision'),
    ).toBeInTheDocument();
  });

  it('leaves a request of the reader to somebody else', async () => {
    renderPage('/exemptions', {
      getExemptions: async ({ states } = {}) =>
        states?.includes('requested')
          ? {
              items: [{ ...exemption, requestedBy: 'user:default/guest' }],
              total: 1,
            }
          : { items: [], total: 0 },
    });
    expect(
      await screen.findByText('You asked for it; somebody else decides.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /^Approve/ }),
    ).not.toBeInTheDocument();
  });

  it('has both lists in the order that is chosen, and keeps it in the address', async () => {
    const api = renderPage('/exemptions?state=denied');
    await screen.findByRole('row', { name: /Backups are declared/ });
    await userEvent.click(screen.getByRole('button', { name: /Order/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'First to end' }),
    );
    for (const state of ['requested', 'denied']) {
      await waitFor(() =>
        expect(api.getExemptions).toHaveBeenCalledWith(
          { states: [state] },
          { sort: 'expires', limit: 20, offset: 0 },
        ),
      );
    }
  });

  it('opens in the order of its address', async () => {
    const api = renderPage('/exemptions?sort=workload');
    await screen.findByRole('row', { name: /Backups are declared/ });
    expect(api.getExemptions).toHaveBeenCalledWith(
      { states: ['approved'] },
      { sort: 'workload', limit: 20, offset: 0 },
    );
  });

  it('lets others look only', async () => {
    renderPage('/exemptions', { getPermissions: readOnly });
    await screen.findByRole('row', { name: /Backups are declared/ });
    expect(
      screen.getByText('Exemptions are decided by the platform team.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /^Approve/ }),
    ).not.toBeInTheDocument();
  });

  it('says that the reader may not see them', async () => {
    renderPage('/exemptions', {
      getExemptions: async () => {
        throw named('NotAllowedError', 'No');
      },
    });
    expect(await screen.findAllByText('You may not see this')).toHaveLength(2);
  });
});
