import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { credential, inDays, overview } from '../../__fixtures__/credentials';
import { openWorkload } from '../../__testUtils__/openWorkload';
import { acknowledgeable } from './acknowledgeable';

const standing = {
  id: 'ack-1',
  kind: 'snoozed' as const,
  by: 'user:default/ana',
  at: inDays(-2),
  reason: 'Renewed with the next release',
  until: inDays(3),
};

describe('what can be acknowledged', () => {
  const namesOf = (items: { name: string }[]) => items.map(({ name }) => name);
  const now = new Date();

  it('is what warns and has its last stage ahead, or is snoozed already', () => {
    const { possible, impossible } = acknowledgeable(
      [
        credential('warning', -359, 6),
        credential('in its last stage', -364, 0),
        credential('past', -370, -4),
        credential('quiet', -10, 300),
        credential('undated', -10, undefined),
        credential('snoozed', -359, 6, {
          needsSomeone: false,
          acknowledgement: standing,
        }),
        credential('acknowledged', -359, 6, {
          needsSomeone: false,
          acknowledgement: { ...standing, kind: 'acknowledged' },
        }),
      ],
      now,
    );
    expect(namesOf(possible.map(each => each.credential))).toEqual([
      'warning',
      'snoozed',
    ]);
    expect(namesOf(impossible)).toEqual([
      'in its last stage',
      'past',
      'quiet',
      'undated',
      'acknowledged',
    ]);
  });

  it('is silent at most to where the last stage begins', () => {
    const [{ credential: warned, latest }] = acknowledgeable(
      [credential('warning', -359, 6)],
      now,
    ).possible;
    // A day before the end, for a lifetime of a year.
    expect(Date.parse(warned.expires!) - Date.parse(latest)).toBe(86_400_000);
  });
});

describe('acknowledging', () => {
  const ITEMS = [
    credential('api-tls', -359, 6),
    credential('db-password', -355, 10, { kind: 'secret' }),
    credential('far', -10, 300),
  ];

  async function choose(...names: string[]) {
    const table = await screen.findByRole('grid');
    for (const name of names) {
      const row = await within(table).findByRole('row', {
        name: new RegExp(name),
      });
      await userEvent.click(within(row).getByRole('checkbox'));
    }
    await userEvent.click(screen.getByRole('button', { name: 'Acknowledge' }));
    return screen.findByRole('dialog');
  }

  it('tells of several at once until when at most, asks why, and reads all again', async () => {
    const { acknowledge, getCounts } = openWorkload('/secret-expiry', ITEMS);
    const dialog = await choose('api-tls', 'db-password', 'far');
    expect(
      within(dialog).getByRole('heading', {
        name: 'Acknowledge 3 credentials',
      }),
    ).toBeInTheDocument();
    expect(
      within(within(dialog).getByRole('list', { name: 'What becomes silent' }))
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringMatching(/^api-tls: at the latest until \w+ \d+, \d{4}$/),
      expect.stringMatching(/^db-password: at the latest until/),
    ]);
    expect(
      within(
        within(dialog).getByRole('list', { name: /cannot be acknowledged/ }),
      ).getByText('far'),
    ).toBeInTheDocument();

    const send = within(dialog).getByRole('button', { name: 'Acknowledge' });
    await userEvent.click(send);
    expect(
      await within(dialog).findByText('Say in a few words why.'),
    ).toBeInTheDocument();
    expect(acknowledge).not.toHaveBeenCalled();

    const reads = getCounts.mock.calls.length;
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: 'Reason' }),
      ' Ordered ',
    );
    await userEvent.click(send);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(acknowledge).toHaveBeenCalledWith({
      credentialIds: ['api-tls', 'db-password'],
      kind: 'acknowledged',
      reason: 'Ordered',
    });
    expect(getCounts.mock.calls.length).toBeGreaterThan(reads);
    expect(screen.getByRole('button', { name: 'Acknowledge' })).toBeDisabled();
  });

  it('snoozes until the beginning of a day, at most to where the last stage begins', async () => {
    const { acknowledge } = openWorkload('/secret-expiry', ITEMS);
    const dialog = await choose('api-tls');
    await userEvent.click(
      within(dialog).getByRole('radio', { name: 'Be silent until a day' }),
    );
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: 'Reason' }),
      'Later',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Snooze' }),
    );
    await waitFor(() => expect(acknowledge).toHaveBeenCalledTimes(1));
    const { kind, until } = acknowledge.mock.calls[0][0];
    expect(kind).toBe('snoozed');
    // A week is too long for what has 6.5 days left: the day of its last stage.
    const day = new Date(Date.parse(ITEMS[0].expires!) - 86_400_000);
    day.setHours(0, 0, 0, 0);
    expect(until).toBe(day.toISOString());
  });

  it('says why it was refused, and keeps what was typed', async () => {
    openWorkload('/secret-expiry', ITEMS, {
      acknowledge: async () => {
        throw new Error('Only its owner group:default/deal-fraud may');
      },
    });
    const dialog = await choose('api-tls');
    const reason = within(dialog).getByRole('textbox', { name: 'Reason' });
    await userEvent.type(reason, 'Known');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Acknowledge' }),
    );
    expect(
      await within(dialog).findByText('It was not acknowledged'),
    ).toBeInTheDocument();
    expect(reason).toHaveValue('Known');
  });

  it('is not offered to who may not, which is said', async () => {
    openWorkload('/secret-expiry', ITEMS, {
      getWorkload: async () =>
        overview({
          may: {
            acknowledge: { allowed: false, reason: 'Not yours' },
            manage: { allowed: false },
          },
        }),
    });
    await screen.findByRole('row', { name: /api-tls/ });
    expect(screen.getByText('Not yours')).toBeInTheDocument();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Acknowledge' }),
    ).not.toBeInTheDocument();
  });
});
