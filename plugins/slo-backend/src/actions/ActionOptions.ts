import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SloStatus, sloReadPermission } from '@plumbline/plugin-slo-common';
import { SloListStore } from '../store/SloListStore';
import { StatusStore } from '../store/StatusStore';

/** What every action needs. */
export interface ActionOptions {
  actionsRegistry: ActionsRegistryService;
  permissions: PermissionsService;
  list: SloListStore;
  statuses: StatusStore;
}

/** All actions only read, and give the same answer until something changes. */
export const READ_ONLY = {
  readOnly: true,
  destructive: false,
  idempotent: true,
};

/**
 * Checks that whoever an agent acts for may read SLOs.
 *
 * @throws NotAllowedError
 */
export async function checkMayRead(
  credentials: BackstageCredentials,
  permissions: PermissionsService,
): Promise<void> {
  const [{ result }] = await permissions.authorize(
    [{ permission: sloReadPermission }],
    { credentials },
  );
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You lack the permission '${sloReadPermission.name}'`,
    );
  }
}

/**
 * Full ref of a workload that is named by it or, as people do, by its name only.
 *
 * @throws InputError
 */
export function workloadNamed(name: string): string {
  let ref: ReturnType<typeof parseEntityRef>;
  try {
    ref = parseEntityRef(name, {
      defaultKind: 'system',
      defaultNamespace: 'default',
    });
  } catch {
    throw new InputError(
      "workloadRef: expected a ref such as 'system:default/shop', or the name of a workload",
    );
  }
  if (ref.kind.toLocaleLowerCase('en-US') !== 'system') {
    throw new InputError(
      `workloadRef: expected a System, '${name}' is a ${ref.kind}`,
    );
  }
  return stringifyEntityRef(ref);
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
