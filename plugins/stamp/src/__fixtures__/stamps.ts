import { Entity } from '@backstage/catalog-model';
import {
  StampRow,
  StampStatus,
  WorkloadStamps,
} from '@plumbline/plugin-stamp-common';

/** The workload of the tests. */
export const WORKLOAD: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop', namespace: 'default', title: 'Shop' },
  spec: { type: 'workload', owner: 'shop' },
};

/** ISO 8601, so many minutes ago. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

/** What a pipeline told of a stamp. */
export function told(
  name: string,
  more: Partial<StampStatus> = {},
): StampStatus {
  return {
    stampRef: `resource:default/${name}`,
    lifecycle: 'active',
    trafficWeight: 100,
    image: 'crshop.azurecr.io/shop:1.4.2',
    unit: 'blue',
    outcome: 'succeeded',
    runUrl: 'https://dev.azure.com/example/shop/_build/results?buildId=7',
    observedAt: minutesAgo(5),
    reportedBy: 'external:pipelines',
    receivedAt: minutesAgo(5),
    ...more,
  };
}

/** A stamp that serves, all as it should be. */
export function stamp(name: string, more: Partial<StampRow> = {}): StampRow {
  return {
    stampRef: `resource:default/${name}`,
    name,
    title: name,
    workloadRef: 'system:default/shop',
    environment: 'prod',
    region: 'westeurope',
    instance: 1,
    lifecycle: 'active',
    trafficWeight: 100,
    maxUsers: 1000,
    expectedUsers: 400,
    infrastructure: 'terraform',
    pipeline: 'github-actions',
    image: 'crshop.azurecr.io/shop:1.4.2',
    status: told(name),
    drift: {
      state: 'in-step',
      files: [],
      templateVersion: '2.0.0',
      newestTemplateVersion: '2.0.0',
      checkedAt: minutesAgo(1),
    },
    pullRequests: [],
    ...more,
  };
}

/** The answer with these stamps; all was told that they say. */
export function answer(
  stamps: StampRow[],
  more: Partial<WorkloadStamps> = {},
): WorkloadStamps {
  return {
    stamps,
    additions: [],
    history: stamps.flatMap(each => each.status ?? []),
    mayChange: { allowed: true },
    ...more,
  };
}
