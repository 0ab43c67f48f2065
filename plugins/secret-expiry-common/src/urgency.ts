import { FindingCode } from './findings';
import { Judgement } from './judgement';
import { CredentialDates } from './lifetime';
import { automaticRenewal } from './renewal';
import { STAGE_COUNT } from './stages';

/** What decides whether somebody has something to do. */
export interface Need extends Pick<Judgement, 'state' | 'stage'> {
  /** Codes of its findings; of them `superseded` needs someone. */
  findings: readonly { code: FindingCode }[];
  /** Whether an acknowledgement stands, see `standing`. */
  acknowledged: boolean;
}

/**
 * Whether somebody has something to do now: it is past its date, in a warning
 * stage by the date that is known, overdue for renewal, or a newer version
 * exists elsewhere; and nobody has acknowledged that, which from the last stage
 * on counts no more.
 */
export function needsSomeone(need: Need): boolean {
  return isWarned(need) && !isSilenced(need);
}

/**
 * ISO 8601, by when somebody must act: when a renewal became overdue, or else
 * when the credential expires. `undefined` when nobody must, or no date says.
 */
export function actBy(credential: Need & CredentialDates): string | undefined {
  if (!needsSomeone(credential)) return undefined;
  return credential.state === 'rotation-overdue'
    ? automaticRenewal(credential)?.overdueAt.toISOString() ??
        credential.expires
    : credential.expires;
}

/**
 * How soon a credential should be looked at, as a number to sort by: the
 * smaller, the sooner; ties by {@link actBy}.
 *
 * | urgency | what                                                        |
 * | ------- | ----------------------------------------------------------- |
 * | 0       | past its date                                               |
 * | 1       | last stage                                                  |
 * | 2       | renewal overdue                                             |
 * | 3       | a newer version elsewhere                                   |
 * | 4 to 8  | stages 5 to 1                                               |
 * | 10 + n  | the same as n, acknowledged                                 |
 * | 20      | unknown, and in no stage                                    |
 * | 21      | without expiry date                                         |
 * | 22      | with another finding                                        |
 * | 23      | all is well                                                 |
 * | 24      | disabled or deleted                                         |
 */
export function urgencyOf(need: Need): number {
  if (isWarned(need)) return warned(need) + (isSilenced(need) ? 10 : 0);
  switch (need.state) {
    case 'unknown':
      return 20;
    case 'inactive':
      return 24;
    case 'no-expiry':
      return 21;
    default:
      return need.findings.length > 0 ? 22 : 23;
  }
}

function warned(need: Need): number {
  const { state, stage } = need;
  if (state === 'expired') return 0;
  if (stage >= STAGE_COUNT) return 1;
  if (state === 'rotation-overdue') return 2;
  if (isSuperseded(need)) return 3;
  return 9 - stage;
}

function isWarned(need: Need): boolean {
  switch (need.state) {
    case 'expired':
    case 'rotation-overdue':
      return true;
    case 'expiring':
    case 'unknown':
      return need.stage > 0;
    case 'ok':
    case 'no-expiry':
      return isSuperseded(need);
    default:
      return false;
  }
}

function isSilenced({ state, stage, acknowledged }: Need): boolean {
  return acknowledged && state !== 'expired' && stage < STAGE_COUNT;
}

function isSuperseded({ findings }: Need): boolean {
  return findings.some(({ code }) => code === 'superseded');
}
