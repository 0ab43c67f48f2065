import { PermissionsService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { NotFoundError } from '@backstage/errors';
import { Pillar } from '@plumbline/plugin-maturity-common';
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
