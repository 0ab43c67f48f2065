import { momentInWords } from './inWords';
import { isActive } from './judgement';
import { CredentialDates, lifetimeMs } from './lifetime';
import { automaticRenewal } from './renewal';
import { DAY_MS, STAGE_COUNT, nextThreshold } from './stages';

/**
 * How somebody says that a warning is known: `acknowledged`, it is being dealt
 * with; `snoozed`, be silent until a time. Both are about one version of a
 * credential, and end where its last stage begins.
 */
export const ACKNOWLEDGEMENT_KINDS = ['acknowledged', 'snoozed'] as const;

/** One of {@link ACKNOWLEDGEMENT_KINDS}. */
export type AcknowledgementKind = (typeof ACKNOWLEDGEMENT_KINDS)[number];

/** Somebody's acknowledgement. Times are ISO 8601 in UTC. */
export interface Acknowledgement {
  id: string;
  kind: AcknowledgementKind;
  /** Full ref of who said so. */
  by: string;
  at: string;
  /** Why, in their words; 1 to 500 characters. */
  reason: string;
  /** Until when it keeps silent. */
  until: string;
  /** When it was taken back, and by whom; absent while it stands. */
  revokedAt?: string;
  revokedBy?: string;
  /** When the credential was rotated, which voids it. */
  voidedAt?: string;
}

/** What decides whether an acknowledgement stands. */
export type AcknowledgementTerms = Pick<
  Acknowledgement,
  'id' | 'at' | 'until' | 'revokedAt' | 'voidedAt'
> & {
  /** The version that it is about, see `versionOf`. */
  version: string;
};

/** How long an overdue renewal of what has no expiry date, and so no last stage, can be acknowledged. */
export const ACKNOWLEDGED_WITHOUT_DATE_MS = 30 * DAY_MS;

/**
 * ISO 8601, until when an acknowledgement made now can last: where the last
 * stage begins. `undefined` when that has begun, or when no date will warn.
 */
export function acknowledgeUntil(
  dates: CredentialDates,
  now: Date,
  resolutionMs?: number,
): string | undefined {
  const at = lastStageAt(dates, now, resolutionMs);
  return at !== undefined && at > now.getTime()
    ? new Date(at).toISOString()
    : undefined;
}

/**
 * The acknowledgement that keeps a version of a credential silent now: the
 * latest word about it that was not taken back, while it lasts. An earlier one
 * does not come back when a later, shorter one is over.
 */
export function standing<T extends AcknowledgementTerms>(
  acknowledgements: readonly T[],
  version: string,
  now: Date,
): T | undefined {
  const latest = acknowledgements
    .filter(
      each =>
        each.version === version &&
        each.revokedAt === undefined &&
        each.voidedAt === undefined &&
        Date.parse(each.at) <= now.getTime(),
    )
    .reduce<T | undefined>(
      (last, each) => (last && isLater(last, each) ? last : each),
      undefined,
    );
  return latest && now.getTime() < Date.parse(latest.until)
    ? latest
    : undefined;
}

/** What {@link cutSnooze} came to. */
export type CutSnooze =
  | {
      /** ISO 8601. */
      until: string;
      /** Whether that is earlier than what was asked for. */
      cut: boolean;
    }
  | {
      /** A sentence for whoever asked. */
      error: string;
    };

/** Until when a snooze asked for can last: cut to where the last stage begins. */
export function cutSnooze(
  until: string,
  dates: CredentialDates,
  now: Date,
  resolutionMs?: number,
): CutSnooze {
  const asked = Date.parse(until);
  if (Number.isNaN(asked)) {
    return {
      error: 'until: expected a date and time, such as 2026-12-01T09:00:00Z.',
    };
  }
  if (asked <= now.getTime()) {
    return {
      error: `until: expected a time after now, ${momentInWords(now)}.`,
    };
  }
  const latest = acknowledgeUntil(dates, now, resolutionMs);
  if (latest === undefined) {
    return { error: whyNot(dates, now, resolutionMs) };
  }
  return asked <= Date.parse(latest)
    ? { until: new Date(asked).toISOString(), cut: false }
    : { until: latest, cut: true };
}

/** Why {@link acknowledgeUntil} gives no time, as a sentence. */
function whyNot(
  dates: CredentialDates,
  now: Date,
  resolutionMs?: number,
): string {
  const at = lastStageAt(dates, now, resolutionMs);
  if (at !== undefined) {
    const begun = momentInWords(new Date(at));
    return `Its last stage began on ${begun}, and from then on nothing silences it but a renewal.`;
  }
  return isActive(dates)
    ? 'It has no expiry date, so there is no warning to silence.'
    : 'It is disabled or deleted, so there is no warning to silence.';
}

function lastStageAt(
  dates: CredentialDates,
  now: Date,
  resolutionMs?: number,
): number | undefined {
  if (!isActive(dates)) return undefined;
  const overdueAt = automaticRenewal(dates)?.overdueAt.getTime() ?? -Infinity;
  if (dates.expires === undefined) {
    return now.getTime() >= overdueAt && overdueAt !== -Infinity
      ? now.getTime() + ACKNOWLEDGED_WITHOUT_DATE_MS
      : undefined;
  }
  const expires = Date.parse(dates.expires);
  const begins =
    expires - nextThreshold(STAGE_COUNT - 1, lifetimeMs(dates), resolutionMs);
  // A renewal is silent until it is overdue, and so is its last stage.
  return Math.ceil(Math.max(begins, overdueAt));
}

function isLater(a: AcknowledgementTerms, b: AcknowledgementTerms): boolean {
  const [atA, atB] = [Date.parse(a.at), Date.parse(b.at)];
  return atA === atB ? a.id > b.id : atA > atB;
}
