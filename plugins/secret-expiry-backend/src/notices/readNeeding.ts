import {
  CredentialFinding,
  CredentialState,
  warningStep,
} from '@plumbline/plugin-secret-expiry-common';
import { Knex } from 'knex';
import { CredentialRow } from '../store/rows';
import { Warning, WarningKind } from './Warning';

/** Rows in memory at once. */
const AT_ONCE = 1_000;

/** Columns of which a {@link Warning} is made. */
const WARNING_COLUMNS = [
  'id',
  'identity',
  'version',
  'kind',
  'name',
  'entity_ref',
  'expires',
  'state',
  'stage',
  'findings',
  'finding_codes',
  'place_count',
  'runbook_url',
  'workload_ref',
  'workload_title',
  'responsible_ref',
] as const;

/** Row of which a {@link Warning} is made. */
export type WarningRow = Pick<CredentialRow, (typeof WARNING_COLUMNS)[number]>;

/** {@link WARNING_COLUMNS} with the name of their table. */
export const WARNING_FIELDS = WARNING_COLUMNS.map(
  column => `credentials.${column}`,
);

/** A credential that needs someone, with what decides who hears of it. */
export interface NeedingCredential extends Warning {
  state: CredentialState;
  stage: number;
  acknowledged: boolean;
  /** Full ref of the workload's owner. */
  workloadOwnerRef?: string;
  /** Whether the catalog has its workload, so that the owner is known. */
  workloadKnown: boolean;
  /** Whether its source has ended a look, well or not. */
  sourceLooked: boolean;
  /** ISO 8601. */
  firstSeen: string;
}

/** Credentials that need someone, one for each identity. */
export async function* readNeeding(
  database: Knex,
): AsyncGenerator<NeedingCredential[]> {
  for (let after = '', isFull = true; isFull; ) {
    const rows: (WarningRow &
      Pick<CredentialRow, 'ack_kind' | 'first_seen'> & {
        known_ref: string | null;
        workload_owner_ref: string | null;
        looking_id: string | null;
      })[] = await database('credentials')
      .leftJoin(
        'workloads',
        'workloads.workload_ref',
        'credentials.workload_ref',
      )
      .leftJoin({ looking: 'sources' }, join =>
        join
          .on('looking.source_id', 'credentials.source_id')
          .andOnNull('looking.last_looked'),
      )
      .select(
        ...WARNING_FIELDS,
        'credentials.ack_kind',
        'credentials.first_seen',
        {
          known_ref: 'workloads.workload_ref',
          workload_owner_ref: 'workloads.owner_ref',
          looking_id: 'looking.source_id',
        },
      )
      .where({ 'credentials.leads': 1, 'credentials.needs_someone': 1 })
      .where('credentials.id', '>', after)
      .orderBy('credentials.id')
      .limit(AT_ONCE);
    yield rows.map(row => ({
      ...toWarning(row),
      state: row.state,
      stage: row.stage,
      acknowledged: row.ack_kind !== null,
      workloadOwnerRef: row.workload_owner_ref ?? undefined,
      workloadKnown: row.known_ref !== null,
      sourceLooked: row.looking_id === null,
      firstSeen: row.first_seen,
    }));
    isFull = rows.length === AT_ONCE;
    after = rows[rows.length - 1]?.id ?? after;
  }
}

/** The warning that a row is. */
export function toWarning(row: WarningRow): Warning {
  const findings = JSON.parse(row.findings) as CredentialFinding[];
  const superseded = findings.find(({ code }) => code === 'superseded');
  return {
    identity: row.identity,
    version: row.version,
    credentialId: row.id,
    warning: kindOf(row.state, superseded !== undefined),
    step: warningStep({
      state: row.state,
      stage: row.stage,
      superseded: superseded !== undefined,
    }),
    kind: row.kind,
    name: row.name,
    entityRef: row.entity_ref ?? undefined,
    expires: row.expires ?? undefined,
    placeCount: row.place_count,
    runbookUrl: row.runbook_url ?? undefined,
    reason: superseded?.reason ?? doubtOf(row.state),
    workloadRef: row.workload_ref,
    workloadTitle: row.workload_title || row.workload_ref,
    responsibleRef: row.responsible_ref ?? undefined,
  };
}

function doubtOf(state: CredentialState): string | undefined {
  return state === 'unknown'
    ? 'Its place cannot be looked at, so that it may have been renewed since.'
    : undefined;
}

function kindOf(state: CredentialState, isSuperseded: boolean): WarningKind {
  if (isSuperseded) return 'superseded';
  return state === 'rotation-overdue' ? 'overdue' : 'expiring';
}
