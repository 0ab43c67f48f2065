import {
  CredentialEvent,
  CredentialState,
  dateInWords,
  momentInWords,
} from '@plumbline/plugin-secret-expiry-common';
import { StoredAcknowledgement } from '../../store/AcknowledgementStore';
import { Happened, Told } from '../../store/DetailStore';

const PAST_ITS_DATE = 7;

const STATE_WORDS: Record<CredentialState, string> = {
  expired: 'It is past its date.',
  'rotation-overdue': 'Its renewal is overdue.',
  expiring: 'It comes close to its date.',
  unknown: 'It was not confirmed for a day, so where it stands is unknown.',
  'no-expiry': 'It has no expiry date.',
  ok: 'Nothing warns any more.',
  inactive: 'It is disabled or deleted.',
};

/** What happened to a credential, as sentences. */
export function describeHappened({
  at,
  change,
  state,
  stage,
  created,
  expires,
}: Happened): CredentialEvent {
  const until = expires
    ? `It expires on ${dateInWords(expires)}.`
    : 'It has no expiry date.';
  const texts: Record<typeof change, string> = {
    found: `It was found for the first time. ${until}`,
    rotated: `It was renewed: the new version was made on ${dateInWords(
      created,
    )}. ${until}`,
    redated: `Its dates were changed. ${until}`,
    judged:
      stage > 0 && state !== 'expired'
        ? `${STATE_WORDS[state]} Warning stage ${stage} of 6 began.`
        : STATE_WORDS[state],
    removed: 'Its place no longer has it.',
    returned: `Its place has it again. ${until}`,
  };
  return { at, change, text: texts[change] };
}

/** An acknowledgement and, where it was taken back, that. */
export function describeAcknowledgement(
  acknowledgement: StoredAcknowledgement,
): CredentialEvent[] {
  const { at, by, kind, reason, revokedAt, revokedBy, until } = acknowledgement;
  const done = kind === 'snoozed' ? 'Snoozed' : 'Acknowledged';
  const said: CredentialEvent = {
    at,
    change: kind,
    text: `${done} until ${momentInWords(until)}: ${reason}`,
    by,
  };
  if (!revokedAt) return [said];
  const takenBack: CredentialEvent = {
    at: revokedAt,
    change: 'taken-back',
    text: 'The acknowledgement was taken back.',
    by: revokedBy,
  };
  return [takenBack, said];
}

/** Who was told, an event for each time. */
export function describeTold(told: Told[]): CredentialEvent[] {
  const rounds = new Map<string, Told[]>();
  for (const each of told) {
    const key = `${each.at} ${each.step}`;
    rounds.set(key, [...(rounds.get(key) ?? []), each]);
  }
  return [...rounds.values()].map(round => {
    const [{ at, step }] = round;
    const what =
      step >= PAST_ITS_DATE ? 'that it is past its date' : `of stage ${step}`;
    const who = [...new Set(round.map(({ audience }) => audience))].sort();
    return {
      at,
      change: 'told',
      text: `${who.join(', ')} ${
        who.length === 1 ? 'was' : 'were'
      } told ${what}.`,
    };
  });
}
