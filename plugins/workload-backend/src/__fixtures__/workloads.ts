import { Entity, parseEntityRef } from '@backstage/catalog-model';
import {
  AttentionItem,
  FamilySummary,
  HealthState,
  ReportingFamily,
} from '@plumbline/plugin-workload-common';

const ORIGIN = 'url:https://example.com/catalog-info.yaml';

function entity(
  ref: string,
  spec: Record<string, string | number>,
  relations: Record<string, string[]>,
): Entity {
  const { kind, namespace, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toLocaleUpperCase('en-US') + kind.slice(1),
    metadata: {
      namespace,
      name,
      annotations: {
        'backstage.io/managed-by-location': ORIGIN,
        'backstage.io/managed-by-origin-location': ORIGIN,
      },
    },
    spec,
    relations: Object.entries(relations).flatMap(([type, targets]) =>
      targets.map(targetRef => ({ type, targetRef })),
    ),
  };
}

/** A workload with a registry and one stamp of a web app and a vault per region. */
export function workloadEntities(name: string, regions: string[]): Entity[] {
  const workloadRef = `system:default/${name}`;
  const partOf = [workloadRef];
  const registry = `resource:default/${name}-registry`;
  return [
    entity(
      workloadRef,
      { type: 'workload', owner: `${name}-team` },
      {
        ownedBy: [`group:default/${name}-team`],
        partOf: ['domain:default/retail'],
      },
    ),
    entity(registry, { type: 'container-registry' }, { partOf }),
    ...regions.flatMap(region => {
      const web = `resource:default/${name}-${region}-web`;
      const kv = `resource:default/${name}-${region}-kv`;
      return [
        entity(
          `resource:default/${name}-prod-${region}-001`,
          {
            type: 'deployment-stamp',
            system: name,
            region,
            environment: 'prod',
            instance: 1,
            lifecycle: 'active',
          },
          { partOf, dependsOn: [web, kv, registry] },
        ),
        entity(
          web,
          { type: 'web-app' },
          { partOf, dependsOn: [kv], sendsTelemetryTo: [registry] },
        ),
        entity(kv, { type: 'key-vault' }, { partOf }),
      ];
    }),
  ];
}

/** What a family says about a workload, with one signal about one entity. */
export function familySummary(
  family: ReportingFamily,
  workloadRef: string,
  options: {
    entityRef?: string;
    state: HealthState;
    sortValue?: number | null;
    attention?: Partial<AttentionItem>[];
  },
): FamilySummary {
  const { entityRef = workloadRef, state, sortValue = 1, attention } = options;
  return {
    family,
    workloadRef,
    tile: { tone: 'neutral', headline: '50% left', trend: [3, 2, 1] },
    sortValue,
    cell: `${family} cell`,
    signals: [
      {
        id: `${family}/one`,
        entityRef,
        state,
        reason: `it is ${state}`,
        observedAt: '2026-01-01T00:00:00.000Z',
      },
    ],
    attention: (attention ?? []).map((item, i) => ({
      id: `item-${i}`,
      tone: 'warning',
      urgency: 50,
      title: `Item ${i}`,
      nextStep: 'Do something.',
      tab: family,
      ...item,
    })),
    asOf: '2026-01-01T00:00:00.000Z',
  };
}
