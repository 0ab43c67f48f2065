import {
  CredentialOrder,
  coverageOf,
} from '@plumbline/plugin-secret-expiry-common';
import { Knex } from 'knex';
import { CredentialListStore } from '../store/CredentialListStore';
import { PlaceListStore } from '../store/PlaceListStore';

/** What routes tell of a workload, or of everything. */
export async function readAll(
  database: Knex,
  workloadRef?: string,
  orderBy: CredentialOrder = 'expires',
) {
  const list = new CredentialListStore(database);
  const places = new PlaceListStore(database);
  const page = await list.page(
    workloadRef ? { workloadRef: [workloadRef] } : {},
    orderBy,
    { limit: 200, offset: 0 },
    'all',
  );
  const covering = workloadRef
    ? await places.covering(workloadRef, 'all')
    : (await places.page({}, 'title', { limit: 200, offset: 0 }, 'all')).items;
  return {
    ...page,
    places: covering,
    coverage: coverageOf(covering),
    failingSources: await places.failingSources(),
  };
}
