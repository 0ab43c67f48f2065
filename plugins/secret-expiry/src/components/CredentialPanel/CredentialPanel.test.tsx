import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { credential, detail, inDays } from '../../__fixtures__/credentials';
import { openWorkload } from '../../__testUtils__/openWorkload';

const standing = {
  id: 'ack-1',
  kind: 'snoozed' as const,
  by: 'user:default/ana',
  at: inDays(-2),
  reason: 'Renewed with the next release',
  until: inDays(3),
};

const API_TLS = credential('api-tls', -359, 6, {
  placeCount: 2,
  issuer: 'Example CA',
  thumbprint: 'ab'.repeat(20),
  runbookUrl: 'https://docs.example.com/rotate',
  findings: [{ code: 'no-rotation', reason: 'A person has to renew it.' }],
  previous: [
    { created: inDays(-1100), expires: inDays(-735), replaced: inDays(-745) },
    { created: inDays(-745), expires: inDays(-368), replaced: inDays(-359) },
  ],
});

function open(item = API_TLS, more: Parameters<typeof detail>[1] = {}) {
  const known = detail(item, {
    places: [
      item,
      credential('api-tls', -359, 6, {
        id: 'endpoint',
        name: 'api.example.com:443',
        kind: 'tls-endpoint',
        entityRef: undefined,
        place: 'api.example.com:443',
        sourceId: 'tls',
        stampRef: 'resource:default/deal-fraud-weu',
      }),
    ],
    explanation: [
      'It lives 365 days, so stage 5 begins 7 days before its end.',
    ],
    events: Array.from({ length: 10 }, (_, index) => ({
      at: inDays(-index - 1),
      change: 'judged' as const,
      text: `Stage ${5 - (index % 5)} began.`,
      by: index === 0 ? 'user:default/ana' : undefined,
    })),
    ...more,
  });
  return openWorkload('/secret-expiry?credential=api-tls', [item], {
    getCredential: jest.fn(async () => known),
  });
}

describe('the details of a credential', () => {
  it('open where the address says so, and tell all that is known', async () => {
    open();
    const dialog = await screen.findByRole('dialog', { name: 'api-tls' });
    expect(await within(dialog).findByText('Example CA')).toBeInTheDocument();
    expect(dialog).toHaveTextContent('Stage 5 of 6');
    expect(
      within(dialog).getByText(/stage 5 begins 7 days before its end/),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByText(/A person has to renew it/),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByRole('link', { name: 'Runbook: api-tls' }),
    ).toHaveAttribute('href', 'https://docs.example.com/rotate');

    const places = within(dialog).getByRole('table', { name: 'Places' });
    expect(
      within(places)
        .getAllByRole('row')
        .map(row => [...row.children].map(cell => cell.textContent)[0]),
    ).toEqual(['Where', 'deal-fraud-weu-kv', 'api.example.com:443']);

    const history = within(dialog).getByRole('list', {
      name: 'Earlier versions',
    });
    expect(
      within(history)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent!.replace(/^.*\d{4}, /, '')),
    ).toEqual(['replaced 9 days late', 'replaced 10 days before its date']);

    const events = within(dialog).getByRole('list', { name: 'What happened' });
    expect(within(events).getAllByRole('listitem')).toHaveLength(8);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Show all 10' }),
    );
    expect(within(events).getAllByRole('listitem')).toHaveLength(10);
  });

  it('open from the list and close again', async () => {
    openWorkload('/secret-expiry', [API_TLS]);
    const row = await within(await screen.findByRole('grid')).findByRole(
      'row',
      { name: /api-tls/ },
    );
    await userEvent.click(within(row).getByRole('link', { name: 'api-tls' }));
    const dialog = await screen.findByRole('dialog', { name: 'api-tls' });
    await userEvent.click(
      within(dialog).getAllByRole('button', { name: 'Close' }).pop()!,
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('lead to acknowledging it, and are read again', async () => {
    const { acknowledge, getCredential } = open();
    const dialog = await screen.findByRole('dialog', { name: 'api-tls' });
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'Acknowledge' }),
    );
    const asking = await screen.findByRole('dialog', {
      name: 'Acknowledge a credential',
    });
    await userEvent.type(
      within(asking).getByRole('textbox', { name: 'Reason' }),
      'Known',
    );
    await userEvent.click(
      within(asking).getByRole('button', { name: 'Acknowledge' }),
    );
    await waitFor(() => expect(getCredential).toHaveBeenCalledTimes(2));
    expect(acknowledge).toHaveBeenCalledWith({
      credentialIds: ['api-tls'],
      kind: 'acknowledged',
      reason: 'Known',
    });
  });

  it('say who knows, how earlier words ended, and take the standing one back', async () => {
    const { takeBack } = open(
      { ...API_TLS, needsSomeone: false, acknowledgement: standing },
      {
        acknowledgements: [
          standing,
          {
            ...standing,
            id: 'ack-0',
            kind: 'acknowledged',
            reason: 'Thought it was done',
            revokedAt: inDays(-4),
            revokedBy: 'user:default/ben',
          },
          {
            ...standing,
            id: 'ack-00',
            reason: 'Last year',
            voidedAt: inDays(-300),
          },
        ],
      },
    );
    const dialog = await screen.findByRole('dialog', { name: 'api-tls' });
    const list = await within(dialog).findByRole('list', {
      name: 'Acknowledgements',
    });
    const [first, second, third] = within(list).getAllByRole('listitem');
    expect(first).toHaveTextContent(
      /^Snoozed by ana, 1 day agoRenewed with the next releaseSilent until/,
    );
    expect(second).toHaveTextContent(/Taken back by ben, 3 days ago$/);
    expect(third).toHaveTextContent(/Ended when it was renewed on/);
    expect(within(list).getAllByRole('button')).toHaveLength(1);

    await userEvent.click(within(first).getByRole('button'));
    const asking = await screen.findByRole('dialog', {
      name: 'Take the acknowledgement back?',
    });
    await userEvent.click(
      within(asking).getByRole('button', { name: 'Take back' }),
    );
    await waitFor(() => expect(takeBack).toHaveBeenCalledWith('ack-1'));
  });

  it('offer nothing to who may not, and say why', async () => {
    open(API_TLS, {
      may: {
        acknowledge: { allowed: false, reason: 'Only its owners may' },
        manage: { allowed: false },
      },
    });
    const dialog = await screen.findByRole('dialog', { name: 'api-tls' });
    expect(
      await within(dialog).findByText('Only its owners may'),
    ).toBeInTheDocument();
    expect(
      within(dialog).queryByRole('button', { name: 'Acknowledge' }),
    ).not.toBeInTheDocument();
  });

  it('show why they could not be read', async () => {
    openWorkload('/secret-expiry?credential=gone', [API_TLS], {
      getCredential: async () => {
        throw new Error("No credential 'gone'");
      },
    });
    const dialog = await screen.findByRole('dialog', { name: 'Credential' });
    expect(
      await within(dialog).findByText(/No credential 'gone'/),
    ).toBeInTheDocument();
  });
});
