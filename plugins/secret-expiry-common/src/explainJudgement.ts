import { StoredCredential } from './api';
import {
  dateInWords,
  durationInWords,
  momentInWords,
  spanInWords,
} from './inWords';
import { Judgement, STALE_AFTER_MS, judgeCredential } from './judgement';
import { CredentialDates, beginsAt, lifetimeMs } from './lifetime';
import {
  AutomaticRenewal,
  LONGEST_GRACE_MS,
  automaticRenewal,
} from './renewal';
import {
  DAY_MS,
  STAGE_COUNT,
  STAGE_DAYS,
  STAGE_SHARES,
  stageThresholds,
} from './stages';

/** What {@link explainJudgement} explains: dates, and what is stored of how far they are confirmed. */
export type Explained = CredentialDates &
  Partial<Pick<StoredCredential, 'state' | 'lastSeen'>>;

/**
 * How state and stage of a credential come about, a sentence each: its dates and
 * lifetime, the stages with the formula of {@link stageThresholds} filled in,
 * the plan and its grace where it renews itself, what that comes to now, and
 * what comes next.
 */
export function explainJudgement(
  credential: Explained,
  now: Date,
  resolutionMs?: number,
): string[] {
  const judgement = judgeCredential(credential, now, undefined, resolutionMs);
  const dated = datesOf(credential);
  if (judgement.state === 'inactive') {
    return [
      dated,
      `It is ${credential.status}, so that nothing depends on it and nothing warns of it.`,
    ];
  }
  const renewal = automaticRenewal(credential);
  return [
    dated,
    ...lifetimeOf(credential),
    ...(renewal ? planOf(credential, renewal) : []),
    ...stagesOf(credential, resolutionMs),
    nowOf(credential, judgement, now),
    nextOf(credential, judgement, renewal),
  ].filter(line => line !== undefined);
}

function datesOf({ created, notBefore, expires }: CredentialDates): string {
  const valid =
    notBefore === undefined ? '' : `, valid from ${momentInWords(notBefore)}`;
  return expires === undefined
    ? `It was made on ${momentInWords(
        created,
      )}${valid}; it has no expiry date, so no date warns of it.`
    : `It was made on ${momentInWords(
        created,
      )}${valid}; it expires on ${momentInWords(expires)}.`;
}

function lifetimeOf(dates: CredentialDates): string[] {
  const lifetime = lifetimeMs(dates);
  if (lifetime === undefined) return [];
  if (lifetime <= 0) {
    return ['It expires before it begins, so that it counts as one of a year.'];
  }
  return [
    `Its lifetime L is ${spanInWords(lifetime)}, from ${dateInWords(
      beginsAt(dates),
    )} to ${dateInWords(dates.expires!)}.`,
  ];
}

function planOf(dates: CredentialDates, renewal: AutomaticRenewal): string[] {
  const { plannedAt, overdueAt, plan } = renewal;
  const planned = momentInWords(plannedAt);
  const left =
    dates.expires === undefined
      ? undefined
      : Date.parse(dates.expires) - plannedAt.getTime();
  const why = {
    date: 'as its source says',
    notice: `${durationInWords(dates.rotatesBefore ?? '')} before it expires`,
    third: `with a third of its lifetime left, because ${
      dates.rotatesBefore ?? dates.renewsAt
        ? 'the plan of its source does not come before its expiry'
        : 'no plan is known'
    }`,
  }[plan];
  const most = spanInWords(LONGEST_GRACE_MS);
  const grace = spanInWords(overdueAt.getTime() - plannedAt.getTime());
  return [
    `It renews itself: planned for ${planned}, ${why}.`,
    left === undefined
      ? `The grace is ${grace}, so it is overdue from ${momentInWords(
          overdueAt,
        )} on, and silent until then.`
      : `The grace is min(${most}, ${spanInWords(
          left,
        )} ÷ 4) = ${grace}, so it is overdue from ${momentInWords(
          overdueAt,
        )} on, and silent until then.`,
  ];
}

function stagesOf(dates: CredentialDates, resolutionMs?: number): string[] {
  if (dates.expires === undefined) return [];
  const expires = Date.parse(dates.expires);
  const lifetime = lifetimeMs(dates)!;
  const thresholds = stageThresholds(lifetime, resolutionMs);
  return thresholds.map((threshold, index) => {
    const days = spanInWords(STAGE_DAYS[index] * DAY_MS);
    const formula =
      lifetime > 0
        ? `min(${days}, ${spanInWords(lifetime)} ÷ ${STAGE_SHARES[index]})`
        : days;
    const own = stageThresholds(lifetime)[index];
    const merged = own < threshold ? ', together with the one before' : '';
    const begins = momentInWords(new Date(Math.ceil(expires - threshold)));
    return `Stage ${index + 1} begins ${formula}${
      lifetime > 0 ? ` = ${spanInWords(own)}` : ''
    } before it expires${merged}: on ${begins}.`;
  });
}

function nowOf(
  { state, lastSeen, expires }: Explained,
  judgement: Judgement,
  now: Date,
): string | undefined {
  if (state === 'unknown') {
    const seen = lastSeen ? ` on ${momentInWords(lastSeen)}` : '';
    return `It was last seen${seen}, more than ${spanInWords(
      STALE_AFTER_MS,
    )} ago, so that a renewal may have been missed and its state is unknown.`;
  }
  const at = momentInWords(now);
  const left =
    expires === undefined
      ? undefined
      : spanInWords(Math.abs(Date.parse(expires) - now.getTime()));
  const stage = `stage ${judgement.stage} of ${STAGE_COUNT}`;
  switch (judgement.state) {
    case 'expired':
      return `Now, ${at}, it is ${left} past its date.`;
    case 'expiring':
      return `Now, ${at}, ${left} are left: ${stage}.`;
    case 'rotation-overdue':
      return left === undefined
        ? `Now, ${at}, its renewal is overdue.`
        : `Now, ${at}, its renewal is overdue and ${left} are left: ${stage}.`;
    case 'ok':
      return `Now, ${at}, ${left} are left, and no stage has begun.`;
    default:
      return undefined;
  }
}

function nextOf(
  { state, expires }: Explained,
  { state: judged, nextChangeAt, stage }: Judgement,
  renewal?: AutomaticRenewal,
): string {
  if (state === 'unknown') {
    return 'Next, its place has to be looked at again; until then the date last known goes on warning.';
  }
  if (nextChangeAt === undefined) {
    return judged === 'no-expiry'
      ? 'This stays so until it has an expiry date.'
      : 'This stays so until it is renewed.';
  }
  const at = momentInWords(nextChangeAt);
  if (nextChangeAt === expires) return `Next, it expires on ${at}.`;
  // What renews itself is silent until it is overdue, whatever stage that is in.
  return renewal && judged !== 'rotation-overdue'
    ? `Next, unless it is renewed, that is overdue on ${at}.`
    : `Next, stage ${stage + 1} begins on ${at}.`;
}
