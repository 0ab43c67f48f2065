import {
  DEFAULT_POLICY,
  EstatePlan,
  INFRASTRUCTURES,
  Infrastructure,
  NewWorkload,
  PIPELINE_HOSTS,
  REGIONS,
  StampPlan,
  StampRequest,
  StampWorkload,
  WorkloadPlan,
  planStamp,
  planWorkload,
  regionChoices,
} from '@plumbline/plugin-stamp-common';

/** What a test changes of the example's request. */
export type RequestChange = Partial<Omit<StampRequest, 'workload'>> & {
  workload?: Partial<StampWorkload>;
};

/** Users of a small, a medium and the largest stamp. */
export const SIZES = [1, 400, DEFAULT_POLICY.maxUsersPerStamp] as const;

/** A plan of the example workload, with what a test changes of the request. */
export function examplePlan({
  workload,
  ...change
}: RequestChange = {}): StampPlan {
  const { plan, violations } = planStamp(
    {
      environment: 'prod',
      region: 'japaneast',
      expectedUsers: 1000,
      infrastructure: 'terraform',
      pipeline: 'azure-devops',
      image: 'crdealfraud.azurecr.io/deal-fraud:2.3.1',
      ...change,
      workload: {
        ref: 'system:default/deal-fraud-model',
        owner: 'group:default/deal-fraud',
        addressRange: '10.80.0.0/16',
        globalResources: [
          { ref: 'resource:default/deal-fraud-front-door', type: 'front-door' },
          { ref: 'resource:default/deal-fraud-logs', type: 'log-analytics' },
        ],
        ...workload,
      },
    },
    [],
    REGIONS,
    DEFAULT_POLICY,
  );
  if (!plan) throw new Error(JSON.stringify(violations));
  return plan;
}

/** A plan for every eligible region, each of {@link SIZES} and every pipeline. */
export function eligiblePlans(infrastructure: Infrastructure): StampPlan[] {
  return regionChoices({}, REGIONS, DEFAULT_POLICY)
    .filter(({ eligible }) => eligible)
    .flatMap(({ region }) =>
      SIZES.flatMap(expectedUsers =>
        PIPELINE_HOSTS.map(pipeline =>
          examplePlan({
            region: region.name,
            expectedUsers,
            pipeline,
            infrastructure,
          }),
        ),
      ),
    );
}

/** A new workload with its first stamp, with what a test changes of the request. */
export function exampleNewWorkload(
  change: Partial<NewWorkload> = {},
): Extract<EstatePlan, { kind: 'new-workload' }> {
  const { plan, violations } = planWorkload(
    {
      name: 'parcel-tracking',
      title: 'Parcel tracking',
      description: 'Where a parcel is.',
      owner: 'group:default/logistics',
      tier: 'mission-critical',
      addressRange: '10.96.0.0/16',
      homeRegion: 'swedencentral',
      image: 'crparcels.azurecr.io/parcels:1.0.0',
      infrastructure: INFRASTRUCTURES[0],
      pipeline: PIPELINE_HOSTS[0],
      stamp: {
        environment: 'prod',
        region: 'swedencentral',
        expectedUsers: 300,
      },
      ...change,
    },
    {},
    REGIONS,
    DEFAULT_POLICY,
  );
  if (plan?.kind !== 'new-workload') {
    throw new Error(JSON.stringify(violations));
  }
  return plan;
}

/** The workload of {@link exampleNewWorkload}. */
export function exampleWorkloadPlan(
  change: Partial<NewWorkload> = {},
): WorkloadPlan {
  return exampleNewWorkload(change).workload;
}
