import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  Pillar,
  maturityReadPermission,
} from '@plumbline/plugin-maturity-common';
import { ModelIndex } from '../models/ModelIndex';
import {
  ReadableModels,
  ScorecardReader,
} from '../router/scorecards/ScorecardReader';

/** What every action needs. */
export interface ActionOptions {
  actionsRegistry: ActionsRegistryService;
  permissions: PermissionsService;
  models: ReadableModels;
  reader: ScorecardReader;
}

/** All actions only read, and give the same answer until something changes. */
export const READ_ONLY = {
  readOnly: true,
  destructive: false,
  idempotent: true,
};

/**
 * Checks that whoever an agent acts for may read maturity.
 *
 * @throws NotAllowedError
 */
export async function checkMayRead(
  credentials: BackstageCredentials,
  permissions: PermissionsService,
): Promise<void> {
  const [{ result }] = await permissions.authorize(
    [{ permission: maturityReadPermission }],
    { credentials },
  );
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You lack the permission '${maturityReadPermission.name}'`,
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
 * A model in force; the first one where none is named.
 *
 * @throws NotFoundError, naming those that there are.
 */
export function modelNamed(models: ReadableModels, id?: string): ModelIndex {
  const index = models.index(id);
  if (index) return index;
  const ids = models.indexes.map(({ model }) => model.id);
  throw new NotFoundError(
    ids.length === 0
      ? 'No maturity model is in force'
      : `No model '${id}' is in force; there are ${ids.join(', ')}`,
  );
}

/**
 * A pillar of a model; `undefined` where none is named.
 *
 * @throws NotFoundError, naming those that there are.
 */
export function pillarNamed(
  { model }: ModelIndex,
  id: string | undefined,
): Pillar | undefined {
  if (id === undefined) return undefined;
  const pillar = model.pillars.find(candidate => candidate.id === id);
  if (pillar) return pillar;
  const ids = model.pillars.map(candidate => candidate.id);
  throw new NotFoundError(
    `Model '${model.id}' has no pillar '${id}'; it has ${ids.join(', ')}`,
  );
}
