import { NotFoundError } from '@backstage/errors';
import {
  DryRunInput,
  ModelFiles,
  ModelStatus,
  maturityModelPermission,
  maturityReadPermission,
} from '@plumbline/plugin-maturity-common';
import {
  RouteServices,
  audited,
  authorize,
  subjectOf,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { ModelIndex } from '../../models/ModelIndex';
import { DryRunStore } from '../../store/DryRunStore';
import { dryRunInput } from '../../tasks/DryRunFiles';
import { DryRunner } from '../../tasks/DryRunner';
import { modelView } from './modelView';

/** What the routes need to know of the models. */
export interface ModelsToShow {
  readonly status: ModelStatus[];
  index(modelId?: string): ModelIndex | undefined;
  files(modelId: string): ModelFiles | undefined;
}

/** Adds the routes of models: those in force, and trying out changed ones. */
export function addModelRoutes(
  router: Router,
  options: RouteServices & {
    models: ModelsToShow;
    dryRunner: DryRunner;
    dryRuns: DryRunStore;
  },
) {
  const { auditor, models, dryRunner, dryRuns } = options;

  router.get('/models', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    response.json({ items: models.status });
  });

  router.get('/models/:modelId', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const { modelId } = request.params;
    const index = models.index(modelId);
    if (!index) throw notInForce(modelId);
    response.json(modelView(index.model));
  });

  router.get('/models/:modelId/files', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const { modelId } = request.params;
    const files = models.files(modelId);
    if (!files) throw notInForce(modelId);
    response.json(dryRunInput(files));
  });

  router.post('/dry-runs', async (request, response) => {
    const credentials = await authorize(
      request,
      maturityModelPermission,
      options,
    );
    const input: DryRunInput = request.body;
    const run = await audited(
      auditor,
      {
        eventId: 'dry-run',
        severityLevel: 'low',
        request,
        meta: { file: input.file },
      },
      () => dryRunner.start(input, subjectOf(credentials)),
      ({ id, modelId, version, problems }) => ({
        id,
        modelId,
        version,
        problems: problems.length,
      }),
    );
    response.json(run);
  });

  router.get('/dry-runs/:id', async (request, response) => {
    await authorize(request, maturityModelPermission, options);
    const { id } = request.params;
    const run = await dryRuns.read(id);
    if (!run) throw new NotFoundError(`No dry run '${id}' is known`);
    response.json(run);
  });
}

function notInForce(modelId: string) {
  return new NotFoundError(`No model '${modelId}' is in force`);
}
