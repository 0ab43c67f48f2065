import { CredentialState } from './judgement';
import { STAGE_COUNT } from './stages';

/** The step after all stages: past its date. */
export const EXPIRED_STEP = STAGE_COUNT + 1;

/** What was last told of a version of a credential. */
export interface Told {
  /** The {@link warningStep} of which it was told. */
  step: number;
  /** Full refs of who was told, those who came into somebody's place since then too. */
  audience: readonly string[];
  /** How many were told at first; all of them when absent. */
  atFirst?: number;
}

/** What {@link audienceOf} goes by. */
export interface EscalationInput {
  state: CredentialState;
  /** 0 to 6. */
  stage: number;
  /** Whether a newer version exists elsewhere, see `supersededBy`. */
  superseded?: boolean;
  /** Whether an acknowledgement stands, see `standing`. */
  acknowledged: boolean;
  /** Of this version; absent when nothing was told yet. */
  told?: Told;
  /**
   * Whether somebody acknowledged or snoozed it since that, though it no longer
   * stands: then nobody ignored what was told, and nobody else is told.
   */
  answered?: boolean;
  /** See {@link escalationChain}. */
  chain: readonly string[];
}

/** Who is told one after another, without repeats and without those that are not known. */
export function escalationChain(who: {
  /** Full ref of the credential's own owner. */
  ownerRef?: string;
  workloadOwnerRef?: string;
  platformTeamRef?: string;
}): string[] {
  return [
    ...new Set(
      [who.ownerRef, who.workloadOwnerRef, who.platformTeamRef].filter(
        (ref): ref is string => ref !== undefined && ref !== '',
      ),
    ),
  ];
}

/**
 * How far the warning of a credential has come: 0 without one, 1 to 6 by its
 * stage, {@link EXPIRED_STEP} past its date. One that cannot be looked at warns
 * by the date last known, and is not said to be past it. What warns for another reason than
 * its date (a renewal that is overdue, a newer version elsewhere) is at step 1
 * at least.
 */
export function warningStep({
  state,
  stage,
  superseded = false,
}: Pick<EscalationInput, 'state' | 'stage' | 'superseded'>): number {
  switch (state) {
    case 'expired':
      return EXPIRED_STEP;
    case 'expiring':
    case 'unknown':
      return stage;
    case 'rotation-overdue':
      return Math.max(1, stage);
    case 'ok':
    case 'no-expiry':
      return superseded ? 1 : 0;
    default:
      return 0;
  }
}

/**
 * Who is told now, in the order of the chain; nobody when there is no warning,
 * or while an acknowledgement keeps it silent. Of a step that was told already
 * only those hear who are now in the place of somebody who was told, such as a
 * new owner.
 *
 * The first warning is for the first of the chain. Each further step that comes
 * while nobody acknowledged the one before or renewed the credential adds the
 * next of the chain. The last stage and the expiry are for all, acknowledged or
 * not. So nobody who was told of a step is left out of a later one.
 */
export function audienceOf(input: EscalationInput): string[] {
  const { told, chain } = input;
  const step = warningStep(input);
  const isForAll = step >= STAGE_COUNT;
  if (step === 0 || (input.acknowledged && !isForAll)) return [];
  if (told && told.step >= step) {
    return chain
      .slice(0, reachOf(told, chain))
      .filter(ref => !told.audience.includes(ref));
  }
  if (isForAll) return [...chain];
  if (!told) return chain.slice(0, 1);
  const before = reachOf(told, chain);
  return chain.slice(0, Math.max(1, input.answered ? before : before + 1));
}

/** How many of the chain were told, whoever they were then. */
function reachOf(told: Told, chain: readonly string[]): number {
  return Math.max(
    told.atFirst ?? told.audience.length,
    ...told.audience.map(ref => chain.indexOf(ref) + 1),
  );
}
