import { Entity } from '@backstage/catalog-model';
import {
  CredentialsPage,
  DAY_MS,
  PlaceStatus,
  StoredCredential,
  judgeCredential,
} from '@plumbline/plugin-secret-expiry-common';

/** ISO 8601, so many days from now; half a day later, so that relative times are stable. */
export function inDays(days: number): string {
  return new Date(Date.now() + (days + 0.5) * DAY_MS).toISOString();
}

/** The workload of the tests. */
export const WORKLOAD: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'deal-fraud-model', namespace: 'default' },
  spec: { type: 'workload', owner: 'deal-fraud' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/deal-fraud' }],
};

/** A credential in the vault of a stamp, judged now. */
export function credential(
  name: string,
  created: number,
  expires: number | undefined,
  more: Partial<StoredCredential> = {},
): StoredCredential {
  const dates = {
    created: inDays(created),
    expires: expires === undefined ? undefined : inDays(expires),
    rotation: more.rotation ?? ('manual' as const),
    rotatesBefore: more.rotatesBefore,
  };
  const { state, stage } = judgeCredential(dates, new Date());
  return {
    ...dates,
    id: name,
    sourceId: 'inventory',
    place: 'deal-fraud.yaml',
    name,
    kind: 'certificate',
    workloadRef: 'system:default/deal-fraud-model',
    entityRef: 'resource:default/deal-fraud-weu-kv',
    previous: [],
    state,
    stage,
    since: inDays(-1),
    firstSeen: inDays(-30),
    lastSeen: inDays(-1),
    ...more,
  };
}

/** An inventory that was read a minute ago. */
export function place(more: Partial<PlaceStatus> = {}): PlaceStatus {
  const lastLooked = new Date(Date.now() - 60_500).toISOString();
  return {
    sourceId: 'inventory',
    place: 'deal-fraud.yaml',
    title: 'Inventory deal-fraud-model',
    outcome: 'looked',
    lastLooked,
    lastSuccess: lastLooked,
    problems: [],
    problemCount: 0,
    ...more,
  };
}

/** An answer of the back end. */
export function page(
  items: StoredCredential[],
  more: Partial<CredentialsPage> = {},
): CredentialsPage {
  return {
    items,
    total: items.length,
    coverage: 'looked',
    places: [place()],
    failingSources: [],
    ...more,
  };
}
