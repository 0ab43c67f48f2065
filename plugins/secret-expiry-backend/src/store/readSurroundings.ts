import { slices } from '@plumbline/plugin-workload-node';
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
): Promise<Surroundings> {
  const workloads = new Map<string, WorkloadRow>();
  for (const refs of slices(distinct(rows.map(row => row.workload_ref)))) {
    const found = await transaction<WorkloadRow>('workloads').whereIn(
      'workload_ref',
      refs,
    );
    for (const row of found) workloads.set(row.workload_ref, row);
  }

  const acknowledgements = new Map<string, AcknowledgementRow[]>();
  for (const slice of slices(identities)) {
    const found = await transaction<AcknowledgementRow>('acknowledgements')
      .whereIn('identity', slice)
      .whereNull('revoked_at')
      .whereNull('voided_at');
    for (const row of found) add(acknowledgements, row.identity, row);
  }

  const successors = new Map<string, CredentialRow[]>();
  const thumbprints = rows.flatMap(row => row.thumbprint ?? []);
  for (const slice of slices(distinct(thumbprints))) {
    const found: (CredentialRow & { former: string })[] =
      await transaction<FormerThumbprintRow>('former_thumbprints')
        .join(
          'credentials',
          'credentials.id',
          'former_thumbprints.credential_id',
        )
        .whereIn('former_thumbprints.thumbprint', slice)
        .whereNull('credentials.removed_at')
        .select('credentials.*', {
          former: 'former_thumbprints.thumbprint',
        });
    for (const row of found) add(successors, row.former, row);
  }

  return { workloads, acknowledgements, successors };
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}

function add<T>(lists: Map<string, T[]>, key: string, value: T) {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  list.push(value);
}
