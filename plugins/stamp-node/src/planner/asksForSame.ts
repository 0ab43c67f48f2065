import { StampPlan, StampRequest } from '@plumbline/plugin-stamp-common';

/**
 * Whether a request asks for the stamp of a plan: what it does not say, any
 * plan is right about. Relaxations that the plan did not need do not count.
 */
export function asksForSame(plan: StampPlan, request: StampRequest): boolean {
  const image = request.image ?? request.workload.image;
  return (
    plan.environment === request.environment &&
    plan.region === request.region &&
    plan.size.expectedUsers === request.expectedUsers &&
    plan.infrastructure === request.infrastructure &&
    plan.pipeline === request.pipeline &&
    plan.image === image &&
    (request.addressRange === undefined ||
      plan.address.range === request.addressRange) &&
    plan.monthlyCost?.amount === request.monthlyCost?.amount &&
    plan.monthlyCost?.currency === request.monthlyCost?.currency &&
    plan.relaxations.every(({ rule, reason }) =>
      request.relaxations?.some(
        asked => asked.rule === rule && asked.reason === reason,
      ),
    )
  );
}
