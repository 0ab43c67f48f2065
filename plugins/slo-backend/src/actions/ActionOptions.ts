import { PermissionsService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { InputError, NotFoundError } from '@backstage/errors';
import { SloStatus } from '@plumbline/plugin-slo-common';
import { workloadNamed } from '@plumbline/plugin-workload-node';
import { SloListStore } from '../store/SloListStore';
import { StatusStore } from '../store/StatusStore';

/** What every action needs. */
export interface ActionOptions {
  actionsRegistry: ActionsRegistryService;
  permissions: PermissionsService;
  list: SloListStore;
  statuses: StatusStore;
}

/**
 * One SLO by its id.
 *
 * @throws NotFoundError
 */
export async function sloNamed(
  list: SloListStore,
  id: string,
): Promise<SloStatus> {
  const status = await list.status(id);
  if (!status) {
    throw new NotFoundError(
      `There is no SLO '${id}'; list-slos gives the ids that there are`,
    );
  }
  return status;
}

/**
 * One SLO by its id, or all of a workload, worst first.
 *
 * @throws InputError unless exactly one of both is given; NotFoundError for an id that is not known.
 */
export async function slosNamed(
  list: SloListStore,
  input: { sloId?: string; workloadRef?: string },
): Promise<SloStatus[]> {
  const { sloId, workloadRef } = input;
  if ((sloId === undefined) === (workloadRef === undefined)) {
    throw new InputError('Expected either sloId or workloadRef');
  }
  if (sloId !== undefined) return [await sloNamed(list, sloId)];
  return list.ofWorkload(workloadNamed(workloadRef!));
}
