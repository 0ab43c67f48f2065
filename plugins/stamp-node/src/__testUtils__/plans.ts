import {
  DEFAULT_POLICY,
  REGIONS,
  StampPlan,
  StampRequest,
  planStamp,
} from '@plumbline/plugin-stamp-common';

/** A plan of the example workload, with what a test changes of the request. */
export function examplePlan(change: Partial<StampRequest> = {}): StampPlan {
  const { plan, violations } = planStamp(
    {
      workload: {
        ref: 'system:default/deal-fraud-model',
        owner: 'group:default/deal-fraud',
        addressRange: '10.80.0.0/16',
        globalResources: [
          { ref: 'resource:default/deal-fraud-front-door', type: 'front-door' },
          { ref: 'resource:default/deal-fraud-logs', type: 'log-analytics' },
        ],
      },
      environment: 'prod',
      region: 'japaneast',
      expectedUsers: 1000,
      infrastructure: 'terraform',
      pipeline: 'azure-devops',
      image: 'crdealfraud.azurecr.io/deal-fraud:2.3.1',
      ...change,
    },
    [],
    REGIONS,
    DEFAULT_POLICY,
  );
  if (!plan) throw new Error(JSON.stringify(violations));
  return plan;
}
