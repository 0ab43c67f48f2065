import { factList } from '@plumbline/plugin-workload-common';
import { compositesOf, promiseOf } from './composite';
import { ObjectiveDefinition } from './definition';
import { checkSla } from './slaConsistency';
import { HEALTH_OF_SLO_STATE, SloStatus } from './status';
import { SloSubject } from './subject';
import { windowSeconds } from './window';

/**
 * What rules of maturity models may read of a workload's SLOs, by the names of
 * the fact source `slo`. Lists hold ids of objectives, sorted. What nothing can
 * be said about is left out.
 *
 * A type and not an interface, so that it can be given as a record of values.
 */
export type SloFacts = {
  objectives?: string[];
  missed?: string[];
  withoutData?: string[];
  /** 1 is all of the budget, below 0 more than all was spent; rounded down to hundredths. */
  lowestBudget?: number;
  burning?: string[];
  withoutAlerts?: string[];
  withoutAgreement?: string[];
  agreementConflicts?: string[];
  availability?: string[];
  latency?: string[];
};

/**
 * The facts of one workload.
 *
 * What is bad about an SLO is said as soon as it is known. That nothing is bad
 * is only said when every SLO is known: all documents could be read and, for
 * what is measured, every SLO has current data.
 */
export function sloFacts(input: {
  /** What is declared for the workload, in the last good version. */
  objectives: ObjectiveDefinition[];
  /** Of those that were evaluated. */
  statuses: SloStatus[];
  /** Whether every document that names the workload could be read. */
  readable: boolean;
}): SloFacts {
  const { objectives, statuses, readable } = input;
  if (objectives.length === 0) {
    return { objectives: factList([], readable) };
  }
  const declared = new Set(objectives.map(({ id }) => id));
  const current = statuses.filter(
    ({ id, state }) =>
      declared.has(id) && HEALTH_OF_SLO_STATE[state] !== 'unknown',
  );
  const withData = new Set(current.map(({ id }) => id));
  const measured = readable && withData.size === declared.size;

  const declaring = (keep: (objective: ObjectiveDefinition) => boolean) =>
    factList(idsOf(objectives.filter(keep)), readable);
  const standing = (keep: (status: SloStatus) => boolean) =>
    factList(idsOf(current.filter(keep)), measured);
  const about = (subject: SloSubject) =>
    declaring(objective => objective.subject === subject);

  return {
    objectives: declaring(() => true),
    missed: standing(({ state }) => state === 'exhausted'),
    withoutData: declaring(({ id }) => !withData.has(id)),
    lowestBudget: lowestBudget(current, measured),
    burning: standing(({ alertReadings }) =>
      alertReadings.some(
        ({ state, condition }) =>
          state === 'firing' && condition.kind === 'burn-rate',
      ),
    ),
    withoutAlerts: declaring(({ alertPolicies }) => !alertPolicies?.length),
    withoutAgreement: declaring(({ sla }) => !sla),
    agreementConflicts: factList(
      idsOf(
        [
          ...objectives,
          ...compositesOf(objectives).map(({ definition }) => definition),
        ].filter(isLooserThanSla),
      ),
      readable,
    ),
    availability: about('availability'),
    latency: about('latency'),
  };
}

/** Without data of every SLO, the lowest that is known is only worth saying when it is bad. */
function lowestBudget(
  current: SloStatus[],
  measured: boolean,
): number | undefined {
  const budgets = current.flatMap(
    ({ remainingBudget }) => remainingBudget ?? [],
  );
  if (budgets.length === 0) return undefined;
  const lowest = Math.min(...budgets);
  if (!measured && lowest > 0) return undefined;
  // Rounded, so that a budget that creeps is no new fact every minute; down, so
  // that one that is overspent never reads as zero.
  return Math.floor(lowest * 100) / 100;
}

function isLooserThanSla(objective: ObjectiveDefinition): boolean {
  const { target, window } = objective;
  const finding = checkSla(target, promiseOf(objective), windowSeconds(window));
  return finding?.severity === 'error';
}

function idsOf(of: { id: string }[]): string[] {
  return of.map(({ id }) => id);
}
