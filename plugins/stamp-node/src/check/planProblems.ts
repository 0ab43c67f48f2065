import {
  AzureRegion,
  EstatePlan,
  ExistingStamp,
  PlacementPolicy,
  StampPlan,
  StampViolation,
  StampWorkload,
  planChange,
  planDrain,
  planRemoval,
  planStamp,
  planWorkload,
} from '@plumbline/plugin-stamp-common';

/** What a stamp of this number and these addresses would be if it were planned now. */
export function planAgain(
  plan: StampPlan,
  workload: StampWorkload,
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
) {
  return planStamp(
    {
      workload,
      environment: plan.environment,
      region: plan.region,
      expectedUsers: plan.size.expectedUsers,
      infrastructure: plan.infrastructure,
      pipeline: plan.pipeline,
      image: plan.image,
      addressRange: plan.address.range,
      monthlyCost: plan.monthlyCost,
      relaxations: plan.relaxations,
    },
    before(plan),
    regions,
    policy,
  );
}

/** Whether the policy lets a stamp be where and as it is: what stands against it. */
export function policyViolations(
  plan: StampPlan,
  workload: StampWorkload,
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): StampViolation[] {
  return planAgain(plan, workload, regions, policy).violations ?? [];
}

/**
 * Why the plan of a new stamp is not one that the planner makes: a plan comes
 * in from a template, and whoever writes templates can write plans.
 */
export function addProblems(
  plan: StampPlan,
  workload: StampWorkload,
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): string[] {
  const again = planAgain(plan, workload, regions, policy);
  return again.violations
    ? again.violations.map(violationText)
    : differences(plan, again.plan);
}

/** The same for a new workload with its first stamp. */
export function workloadProblems(
  { workload, stamp }: Extract<EstatePlan, { kind: 'new-workload' }>,
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): string[] {
  const again = planWorkload(
    {
      name: workload.name,
      title: workload.title,
      description: workload.description,
      owner: workload.owner,
      domain: workload.domain,
      tier: workload.tier,
      residency: workload.residency,
      addressRange: workload.addressRange,
      homeRegion: workload.homeRegion,
      image: workload.image,
      infrastructure: workload.infrastructure,
      pipeline: workload.pipeline,
      stamp: {
        environment: stamp.environment,
        region: stamp.region,
        expectedUsers: stamp.size.expectedUsers,
        addressRange: stamp.address.range,
        monthlyCost: stamp.monthlyCost,
        relaxations: stamp.relaxations,
      },
    },
    { stamps: before(stamp) },
    regions,
    policy,
  );
  if (again.violations) return again.violations.map(violationText);
  if (again.plan.kind !== 'new-workload') return ['kind'];
  return [
    ...differences(workload, again.plan.workload),
    ...differences(stamp, again.plan.stamp),
  ];
}

/** The same for a stamp that stands. */
export function standingProblems(
  plan: EstatePlan,
  standing: StampPlan,
  workload: StampWorkload | undefined,
  regions: readonly AzureRegion[],
  policy: PlacementPolicy,
): string[] {
  const { stamp } = plan;
  if (plan.kind === 'drain') {
    return differences(stamp, planDrain(standing).stamp);
  }
  if (plan.kind === 'remove') {
    return differences(stamp, planRemoval(standing).stamp);
  }
  const again = planChange(
    { plan: standing, workload },
    {
      // What was not asked for stays, whatever the policy would now make of it.
      ...(!isSame(stamp.size, standing.size) && {
        expectedUsers: stamp.size.expectedUsers,
      }),
      image: stamp.image,
      trafficWeight: stamp.trafficWeight,
      monthlyCost: stamp.monthlyCost,
    },
    regions,
    policy,
  );
  return again.violations
    ? again.violations.map(violationText)
    : differences(stamp, again.plan.stamp);
}

/** Fields in which two plans differ, one sentence each. Notes only say what to know. */
function differences<T extends object>(plan: T, again: T): string[] {
  const fields = new Set([...Object.keys(plan), ...Object.keys(again)]);
  fields.delete('notes');
  return [...fields]
    .filter(field => !isSame((plan as any)[field], (again as any)[field]))
    .sort()
    .map(field => `${field}: not what the planner makes of it now`);
}

function isSame(a: unknown, b: unknown): boolean {
  return sorted(a) === sorted(b);
}

function sorted(value: unknown): string | undefined {
  return JSON.stringify(value, (_, each) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(
          Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : each,
  );
}

/** A stamp that was there before, so that planning gives the same number. */
function before(plan: StampPlan): ExistingStamp[] {
  if (plan.instance === 1) return [];
  const { environment, region } = plan;
  return [
    {
      name: 'before',
      environment,
      region,
      instance: plan.instance - 1,
      isRetired: true,
    },
  ];
}

function violationText({ field, message }: StampViolation): string {
  return `${field}: ${message}`;
}
