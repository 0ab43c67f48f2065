import { AgreementFinding } from '../api/agreements';
import { compositesOf, promiseOf } from '../composite';
import { ObjectiveDefinition } from '../definition';
import { formatAvailability, formatPercent, formatSeconds } from '../figures';

/**
 * Agreements that promise more than the dependencies' own promises allow. Only
 * objectives about availability that measure the whole workload are compared:
 * what its dependencies promise is uptime, and a part may need fewer of them.
 * Of objectives that tell one promise twice, each is told.
 *
 * @param allowed - availability that the dependencies allow at most, 0 to 1;
 *   `null` when none is known.
 */
export function checkAgreements(
  objectives: readonly ObjectiveDefinition[],
  allowed: number | null,
): AgreementFinding[] {
  if (allowed === null) return [];
  const composites = compositesOf(objectives).map(each => each.definition);
  return [...objectives, ...composites].flatMap(
    (objective): AgreementFinding[] => {
      const { id, subject, entityRef, workloadRef } = objective;
      const sla = promiseOf(objective);
      if (!sla || subject !== 'availability' || entityRef !== workloadRef) {
        return [];
      }
      if (sla.target - allowed <= 1e-12) return [];
      const days = 30 * 86_400;
      return [
        {
          severity: 'warning',
          objectiveId: id,
          slaTarget: sla.target,
          allowed,
          explanation:
            `${
              sla.name ? `The SLA '${sla.name}'` : 'The SLA'
            } promises ${formatPercent(sla.target)} (${formatSeconds(
              (1 - sla.target) * days,
            )} of failure in 30 days), ` +
            `but the promises of the services it depends on allow at most ${formatAvailability(
              allowed,
            )} (${formatSeconds((1 - allowed) * days)}).`,
        },
      ];
    },
  );
}
