import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import {
  AcknowledgementRow,
  CredentialRow,
  FormerThumbprintRow,
  WorkloadRow,
} from './rows';

/** What the rows of some credentials depend on besides each other. */
export interface Surroundings {
  /** By ref. */
  workloads: Map<string, WorkloadRow>;
  /** By identity: those neither taken back nor void. */
  acknowledgements: Map<string, AcknowledgementRow[]>;
  /** By thumbprint: live rows that once had it. */
  successors: Map<string, CredentialRow[]>;
}

/** In a query for each kind of thing, however many rows. */
export async function readSurroundings(
  transaction: Knex,
  identities: string[],
  rows: CredentialRow[],
  fresh?: ReadonlyMap<string, { row: CredentialRow }>,
): Promise<Surroundings> {
  const workloads: WorkloadRow[] = await transaction('workloads').where(
    anyOf(
      transaction,
      'workload_ref',
      distinct(rows.map(row => row.workload_ref)),
    ),
  );
  const acknowledgements: AcknowledgementRow[] = await transaction(
    'acknowledgements',
  )
    .where(anyOf(transaction, 'identity', identities))
    .whereNull('revoked_at')
    .whereNull('voided_at');
  return {
    workloads: new Map(workloads.map(row => [row.workload_ref, row])),
    acknowledgements: groupedBy(acknowledgements, row => row.identity),
    successors: await successorsOf(transaction, rows, fresh),
  };
}

async function successorsOf(
  transaction: Knex,
  rows: CredentialRow[],
  fresh: ReadonlyMap<string, { row: CredentialRow }> = new Map(),
): Promise<Map<string, CredentialRow[]>> {
  const thumbprints = distinct(rows.flatMap(row => row.thumbprint ?? []));
  if (thumbprints.length === 0) return new Map();
  const former: FormerThumbprintRow[] = await transaction(
    'former_thumbprints',
  ).where(anyOf(transaction, 'thumbprint', thumbprints));
  const ids = distinct(former.map(row => row.credential_id));
  const stored: CredentialRow[] =
    ids.length === 0
      ? []
      : await transaction('credentials')
          .where(anyOf(transaction, 'id', ids))
          .whereNull('removed_at');
  const byId = new Map(stored.map(row => [row.id, row]));
  for (const [id, { row }] of fresh) byId.set(id, row);
  const successors = new Map<string, CredentialRow[]>();
  for (const { credential_id: id, thumbprint } of former) {
    const row = byId.get(id);
    if (row) add(successors, thumbprint, row);
  }
  return successors;
}

function groupedBy<T>(
  values: T[],
  keyOf: (value: T) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) add(groups, keyOf(value), value);
  return groups;
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}

function add<T>(lists: Map<string, T[]>, key: string, value: T) {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  list.push(value);
}
