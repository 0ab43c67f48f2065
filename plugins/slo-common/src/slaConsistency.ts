import { errorBudget } from './budget';
import { SlaPromise } from './definition';
import { formatPercent, formatSeconds } from './figures';

/** What is wrong between an SLO and its SLA. */
export interface SlaFinding {
  /** An SLO looser than its SLA is an error; one equal to it a warning. */
  severity: 'error' | 'warning';
  sloTarget: number;
  slaTarget: number;
  slaName?: string;
  /** One sentence: what does not add up, with numbers. */
  explanation: string;
}

/**
 * Compares an SLO's target with the SLA that was promised about the same
 * thing. An SLO that is stricter leaves room to act before the promise breaks:
 * nothing to report.
 */
export function checkSla(
  target: number,
  sla: SlaPromise | undefined,
  windowLength: number,
): SlaFinding | undefined {
  if (!sla) return undefined;
  const slack = errorBudget(target) - errorBudget(sla.target);
  if (slack < -1e-12) return undefined;
  const promise = sla.name ? `the SLA '${sla.name}'` : 'its SLA';
  const finding = {
    sloTarget: target,
    slaTarget: sla.target,
    slaName: sla.name,
  };
  if (slack > 1e-12) {
    return {
      ...finding,
      severity: 'error',
      explanation:
        `The SLO asks for ${formatPercent(
          target,
        )} where ${promise} promises ${formatPercent(sla.target)}: ` +
        `the SLO still looks met with ${formatSeconds(
          errorBudget(target) * windowLength,
        )} of failure in its window, ` +
        `but the promise is broken after ${formatSeconds(
          errorBudget(sla.target) * windowLength,
        )}.`,
    };
  }
  return {
    ...finding,
    severity: 'warning',
    explanation:
      `The SLO asks for ${formatPercent(
        target,
      )}, exactly what ${promise} promises: ` +
      `the promise breaks at the moment the budget runs out, with no room to act first.`,
  };
}
