import { Entity } from '@backstage/catalog-model';
import {
  CREDENTIAL_STATES,
  CredentialCounts,
  CredentialDetail,
  CredentialListItem,
  CredentialState,
  CredentialsPage,
  DAY_MS,
  FINDING_CODES,
  FindingCode,
  PlaceStatus,
  WorkloadExpiry,
  acknowledgeUntil,
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
  more: Partial<CredentialListItem> = {},
): CredentialListItem {
  const dates = {
    created: inDays(created),
    expires: expires === undefined ? undefined : inDays(expires),
    rotation: more.rotation ?? ('manual' as const),
    rotatesBefore: more.rotatesBefore,
    status: more.status,
  };
  const { state, stage } = judgeCredential(dates, new Date());
  const needsSomeone = ['expired', 'expiring', 'rotation-overdue'].includes(
    state,
  );
  return {
    ...dates,
    id: name,
    sourceId: 'inventory',
    place: 'deal-fraud.yaml',
    name,
    kind: 'certificate',
    workloadRef: 'system:default/deal-fraud-model',
    workloadTitle: 'Deal fraud model',
    entityRef: 'resource:default/deal-fraud-weu-kv',
    responsibleRef: 'group:default/deal-fraud',
    previous: [],
    findings: [],
    state,
    stage,
    since: inDays(-1),
    firstSeen: inDays(-30),
    lastSeen: inDays(-1),
    placeCount: 1,
    needsSomeone,
    actBy: needsSomeone ? dates.expires : undefined,
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
    credentialCount: 5,
    outcome: 'looked',
    lastLooked,
    lastSuccess: lastLooked,
    problems: [],
    problemCount: 0,
    ...more,
  };
}

/** An answer of the back end. */
export function page(items: CredentialListItem[]): CredentialsPage {
  return { items, total: items.length };
}

/** How credentials add up. */
export function counts(items: CredentialListItem[]): CredentialCounts {
  const count = (fits: (item: CredentialListItem) => boolean) =>
    items.filter(fits).length;
  return {
    total: items.length,
    needsSomeone: count(item => item.needsSomeone),
    acknowledged: count(item => item.acknowledgement !== undefined),
    states: Object.fromEntries(
      CREDENTIAL_STATES.map(state => [
        state,
        count(item => item.state === state),
      ]),
    ) as Record<CredentialState, number>,
    findings: Object.fromEntries(
      FINDING_CODES.map(code => [
        code,
        count(item => item.findings.some(finding => finding.code === code)),
      ]),
    ) as Record<FindingCode, number>,
    within: [],
  };
}

/** All read, nothing wrong with the vaults, and the reader may acknowledge. */
export function overview(more: Partial<WorkloadExpiry> = {}): WorkloadExpiry {
  return {
    coverage: 'looked',
    places: [place()],
    failingSources: [],
    vaultFindings: [],
    may: { acknowledge: { allowed: true }, manage: { allowed: false } },
    ...more,
  };
}

/** Everything about a credential of one place. */
export function detail(
  item: CredentialListItem,
  more: Partial<CredentialDetail> = {},
): CredentialDetail {
  return {
    credential: item,
    places: [item],
    events: [],
    acknowledgements: item.acknowledgement ? [item.acknowledgement] : [],
    explanation: [],
    may: { acknowledge: { allowed: true }, manage: { allowed: false } },
    acknowledgeUntil: acknowledgeUntil(item, new Date()),
    ...more,
  };
}
