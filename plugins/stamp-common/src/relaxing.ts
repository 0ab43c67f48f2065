import { isOneLine, lengthOf, quoted } from './freeText';
import { RegionChoice } from './placement';
import { PLACEMENT_RULES, PlacementRule } from './placementRules';
import { Relaxation, StampViolation } from './plan';
import { PlacementPolicy } from './policy';

/** Fewest characters of {@link Relaxation.reason}. */
export const MIN_REASON = 10;

/** Most characters of {@link Relaxation.reason}. */
export const MAX_REASON = 500;

/** Every reason why a request may not do without the rules that it names. */
export function relaxationViolations(
  relaxations: readonly Relaxation[],
  { relaxable }: PlacementPolicy,
): StampViolation[] {
  const violations: StampViolation[] = [];
  const refuse = (rule: string, message: string) =>
    violations.push({ field: 'relaxations', rule, message });
  const seen = new Set<PlacementRule>();
  for (const { rule, reason } of relaxations) {
    if (!PLACEMENT_RULES.includes(rule)) {
      refuse(
        'relaxation-unknown',
        `There is no rule ${quoted(
          rule,
        )}; expected one of ${PLACEMENT_RULES.join(', ')}.`,
      );
      continue;
    }
    if (seen.has(rule)) {
      refuse('relaxation-twice', `The rule '${rule}' is relaxed twice.`);
      continue;
    }
    seen.add(rule);
    if (!relaxable.includes(rule)) {
      refuse(
        'relaxation-not-allowed',
        `The policy does not let the rule '${rule}' be relaxed; ${
          relaxable.length > 0
            ? `it does for ${relaxable.join(', ')}`
            : 'it lets none'
        }.`,
      );
    }
    if (!isReason(reason)) {
      refuse(
        'relaxation-reason',
        `Say in one line of ${MIN_REASON} to ${MAX_REASON} characters why the rule '${rule}' need not hold, not ${quoted(
          reason,
        )}.`,
      );
    }
  }
  return violations;
}

/** Whether a text may be {@link Relaxation.reason}. */
export function isReason(reason: string): boolean {
  const length = lengthOf(reason);
  return isOneLine(reason) && length >= MIN_REASON && length <= MAX_REASON;
}

/**
 * The relaxations that a choice needs, in the order of the rules, and what to
 * know about all that were asked for. One of a rule that holds anyway is
 * dropped: a lock says what was relaxed, not what might have been.
 */
export function neededRelaxations(
  relaxations: readonly Relaxation[],
  { region, relaxed }: RegionChoice,
): { relaxations: Relaxation[]; notes: string[] } {
  const needed: Relaxation[] = [];
  const notes: string[] = [];
  for (const rule of PLACEMENT_RULES) {
    const asked = relaxations.find(relaxation => relaxation.rule === rule);
    if (!asked) continue;
    const broken = relaxed.find(reason => reason.rule === rule);
    if (broken) {
      needed.push({ rule, reason: asked.reason });
      notes.push(
        `Relaxed: the rule '${rule}', because: ${asked.reason} (${broken.message})`,
      );
    } else {
      notes.push(
        `Not relaxed: the rule '${rule}' holds for ${region.displayName} anyway.`,
      );
    }
  }
  return { relaxations: needed, notes };
}
