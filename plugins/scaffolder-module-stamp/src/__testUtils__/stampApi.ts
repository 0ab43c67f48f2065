import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  PlacementPolicy,
  DEFAULT_POLICY,
  PlanAnswer,
  PlanRequest,
  REGIONS,
  StampListItem,
  branchOf,
  existingStampOf,
  planDrain,
  planStamp,
  stampWorkloadOf,
} from '@plumbline/plugin-stamp-common';
import { StampApi } from '@plumbline/plugin-stamp-react';
import { isStamp, isWorkload } from '@plumbline/plugin-workload-common';
import { ENTITIES } from './entities';

/** A stamp that was built from here. */
export const STAMP: StampListItem = {
  stampRef: 'resource:default/deal-fraud-model-prod-japaneast-001',
  name: 'deal-fraud-model-prod-japaneast-001',
  title: 'Japan East',
  workloadRef: 'system:default/deal-fraud-model',
  workloadTitle: 'Deal fraud model',
  ownerRef: 'group:default/deal-fraud-model',
  environment: 'prod',
  region: 'japaneast',
  instance: 1,
  lifecycle: 'active',
  trafficWeight: 100,
  pullRequests: [],
};

/** What the back end of stamps answers, by the planner itself, of {@link ENTITIES}. */
export function stampApiMock(
  options: { manage?: boolean; policy?: Partial<PlacementPolicy> } = {},
): jest.Mocked<StampApi> {
  const policy = { ...DEFAULT_POLICY, ...options.policy };
  return {
    plan: jest.fn(async (request: PlanRequest) => answerOf(request, policy)),
    listStamps: jest.fn(async ({ owner }) => {
      const items =
        owner === undefined || owner.includes(STAMP.ownerRef!) ? [STAMP] : [];
      return { items, total: items.length };
    }),
    getPermissions: jest.fn(async () => ({
      read: true,
      change: true,
      manage: options.manage ?? false,
    })),
    getStamps: jest.fn(),
    downloadStamps: jest.fn(),
  };
}

function answerOf(request: PlanRequest, policy: PlacementPolicy): PlanAnswer {
  const workloadRef =
    request.kind === 'add' ? request.workloadRef : STAMP.workloadRef;
  const entity = ENTITIES.find(
    each => stringifyEntityRef(each) === workloadRef,
  );
  if (!entity || !isWorkload(entity)) {
    return {
      violations: [
        { field: 'workload', rule: 'unknown', message: 'No such workload.' },
      ],
    };
  }
  const parts = ENTITIES.filter(each =>
    each.relations?.some(({ targetRef }) => targetRef === workloadRef),
  );
  const place =
    request.kind === 'add'
      ? request
      : { environment: 'prod', region: 'japaneast', expectedUsers: 100 };
  const { plan, violations } = planStamp(
    {
      infrastructure: 'terraform',
      pipeline: 'azure-devops',
      ...withoutEmpty(place),
      workload: stampWorkloadOf(entity, parts),
    },
    request.kind === 'add' ? parts.filter(isStamp).map(existingStampOf) : [],
    REGIONS,
    policy,
  );
  if (violations) return { violations };
  const estatePlan =
    request.kind === 'retire'
      ? planDrain(plan)
      : ({ kind: request.kind as 'add', stamp: plan } as const);
  return {
    plan: estatePlan,
    title: `${request.kind} ${plan.name}`,
    body: '',
    estate: {
      place: 'https://example.com/estate',
      branch: branchOf(estatePlan),
    },
    files: [
      { path: `${plan.folder}/README.md`, after: '# A stamp\n' },
      {
        path: `${plan.folder}/terraform/release/main.tf`,
        before: 'a = 1\n',
        after: 'a = 2\n',
      },
    ],
    notes: plan.notes,
  };
}

/** As it comes over HTTP: what is undefined is not there. */
function withoutEmpty<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
