import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { place } from '../../../__fixtures__/credentials';
import { named, renderPage } from '../__testUtils__/renderPage';
import { VAULTS } from '../__testUtils__/reviewApi';

describe('the sources', () => {
  it('says how each source and each place does', async () => {
    renderPage('/sources');
    const vaults = await screen.findByRole('row', { name: /^Key Vault/ });
    expect(vaults).toHaveTextContent('7 looked');
    expect(vaults).toHaveTextContent('1 could not look');
    expect(vaults).toHaveTextContent((12_345).toLocaleString());
    const graph = screen.getByRole('row', { name: /Microsoft Graph/ });
    expect(graph).toHaveTextContent('failed');
    expect(graph).toHaveTextContent('Microsoft Graph refused it (403)');
    expect(graph).toHaveTextContent('last went well 3 days ago');

    const silent = await screen.findByRole('row', { name: /^kv-silent/ });
    expect(silent).toHaveTextContent('Key Vault');
    expect(silent).toHaveTextContent('could not look');
    expect(silent).toHaveTextContent('The vault’s firewall refused it');
    expect(silent).toHaveTextContent('last read 3 days ago');
    expect(screen.getByText('42 places')).toBeInTheDocument();
  });

  it('says what is wrong at a place, and where', async () => {
    renderPage('/sources', {
      getPlaces: async () => ({
        total: 1,
        items: [
          place({
            outcome: 'partly',
            problemCount: 7,
            problems: [
              { sentence: 'Some versions could not be read.' },
              {
                file: 'deal-fraud.yaml',
                line: 14,
                column: 5,
                field: 'credentials[1].rotation',
                expected: 'one of manual, automatic',
              },
            ],
          }),
        ],
      }),
    });
    const row = await screen.findByRole('row', {
      name: /^Inventory deal-fraud-model/,
    });
    expect(row).toHaveTextContent('looked in part');
    expect(row).toHaveTextContent('Some versions could not be read.');
    expect(row).toHaveTextContent(
      'deal-fraud.yaml:14:5 credentials[1].rotation: expected one of manual, automatic',
    );
    expect(row).toHaveTextContent('and 5 more');
  });

  it('asks for the places that the address names, and shows those of a count', async () => {
    const api = renderPage(
      '/sources?text=kv&outcome=partly&outcome=nonsense&orderBy=-lastLooked&limit=50',
    );
    await screen.findByText('42 places');
    expect(api.getPlaces).toHaveBeenCalledWith({
      text: 'kv',
      sourceId: undefined,
      outcome: ['partly'],
      orderBy: '-lastLooked',
      offset: 0,
      limit: 50,
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Show the places of Key Vault: 1 could not look',
      }),
    );
    await waitFor(() =>
      expect(api.getPlaces).toHaveBeenLastCalledWith(
        expect.objectContaining({
          text: undefined,
          sourceId: ['key-vault'],
          outcome: ['could-not-look'],
        }),
      ),
    );
  });

  it('has a source looked at again, and says that it runs', async () => {
    let isRunning = false;
    const api = renderPage('/sources', {
      getSources: jest.fn(async () => ({
        items: [
          {
            ...VAULTS,
            runningSince: isRunning ? new Date().toISOString() : undefined,
          },
        ],
      })),
      scan: jest.fn(async () => {
        isRunning = true;
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Look again: Key Vault' }),
    );
    expect(api.scan).toHaveBeenCalledWith('key-vault');
    expect(await screen.findByText(/being listed since/)).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Look again: Key Vault' }),
    ).toBeDisabled();
  });

  it('says why it was not started', async () => {
    renderPage('/sources', {
      scan: async () => {
        throw new Error('No such task');
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Look again: Key Vault' }),
    );
    expect(await screen.findByText('No such task')).toBeInTheDocument();
  });

  it('offers it only to those who may', async () => {
    renderPage('/sources', {
      getPermissions: async () => ({
        readAll: true,
        acknowledge: { allowed: true },
        manage: { allowed: false, reason: 'Not of the platform team' },
      }),
    });
    await screen.findByRole('row', { name: /^Key Vault/ });
    expect(
      screen.queryByRole('button', { name: /Look again/ }),
    ).not.toBeInTheDocument();
  });

  it('says how to begin, and when nothing fits', async () => {
    renderPage('/sources?text=zzz', {
      getSources: async () => ({ items: [] }),
      getPlaces: async () => ({ items: [], total: 0 }),
    });
    expect(await screen.findByText('No source yet')).toBeInTheDocument();
    expect(screen.getByText('No place fits')).toBeInTheDocument();
  });

  it('says that the reader may not see it', async () => {
    const refused = async () => {
      throw named('NotAllowedError', 'No');
    };
    renderPage('/sources', { getSources: refused, getPlaces: refused });
    expect(await screen.findAllByText('You may not see this')).toHaveLength(2);
  });
});
