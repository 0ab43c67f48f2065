import { parseEntityRef } from '@backstage/catalog-model';
import { STAMP_LIFECYCLES } from '@plumbline/plugin-workload-common';
import { effectiveStamp } from '@plumbline/plugin-stamp-common';
import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { DeclaredStamp, LockedStamp, StampTable, StatusTable } from './rows';

/**
 * Derives what lists show of stamps from what the catalog, the estate and
 * pipelines say of them. In the transaction that changed any of these, by
 * whoever has the turn.
 *
 * @param now - ISO 8601.
 */
export async function relist(
  transaction: Knex,
  stampRefs: readonly string[],
  now: string,
): Promise<void> {
  for (const refs of slices(stampRefs)) {
    const rows = await transaction<StampTable>('stamps')
      .select()
      .where(anyOf(transaction, 'stamp_ref', refs));
    const statuses = new Map(
      (
        await transaction<StatusTable>('statuses')
          .select()
          .where(anyOf(transaction, 'stamp_ref', refs))
      ).map(status => [status.stamp_ref, status]),
    );
    const gone = rows.filter(row => !row.declared && !row.locked);
    if (gone.length > 0) {
      await transaction('stamps')
        .where(
          anyOf(
            transaction,
            'stamp_ref',
            gone.map(row => row.stamp_ref),
          ),
        )
        .delete();
    }
    await bulkWrite(
      transaction,
      'stamps',
      rows
        .filter(row => row.declared || row.locked)
        .map(row => derived(row, statuses.get(row.stamp_ref), now)),
      { key: ['stamp_ref'] },
    );
  }
}

function derived(
  row: StampTable,
  status: StatusTable | undefined,
  now: string,
): StampTable {
  const declared: DeclaredStamp | undefined =
    row.declared === null ? undefined : JSON.parse(row.declared);
  const locked: LockedStamp | undefined =
    row.locked === null ? undefined : JSON.parse(row.locked);
  // What the lock's plan says is what the file says; the catalog may show what was told already.
  const said = locked ?? declared!;
  const told = locked ? status : undefined;
  const { lifecycle, trafficWeight } = effectiveStamp(
    said,
    told && {
      lifecycle: told.lifecycle,
      trafficWeight: told.traffic_weight ?? undefined,
    },
  );
  const title = declared?.title ?? parseEntityRef(row.stamp_ref).name;
  return {
    ...row,
    name: said.name,
    title,
    environment: said.environment,
    region: said.region,
    instance: said.instance,
    lifecycle,
    lifecycle_rank: STAMP_LIFECYCLES.indexOf(lifecycle),
    lifecycle_since:
      row.lifecycle === lifecycle && row.lifecycle_since
        ? row.lifecycle_since
        : (lifecycle === told?.lifecycle && told.observed_at) || now,
    traffic_weight: trafficWeight,
    template_version: locked?.templateVersion ?? null,
    words:
      `${said.name} ${title} ${row.workload_ref} ${said.region} ${said.environment}`.toLocaleLowerCase(
        'en-US',
      ),
  };
}
