import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  VerdictQuery,
  WorkloadMaturity,
  maturityAttestPermission,
  maturityExemptPermission,
  maturityReadPermission,
  maturityRefreshPermission,
} from '@plumbline/plugin-maturity-common';
import { May } from '@plumbline/plugin-workload-common';
import {
  RouteServices,
  audited,
  authorize,
  workloadRefInPath,
  workloadRefOf,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { Ownership } from '../ownership';
import { ScorecardReader } from './ScorecardReader';
import { sendVerdicts } from './sendVerdicts';

/** Adds the routes that say where workloads stand. */
export function addScorecardRoutes(
  router: Router,
  options: RouteServices & {
    reader: ScorecardReader;
    ownership: Ownership;
    /** Judges everything anew. */
    evaluate: (workloadRefs: string[]) => Promise<void>;
  },
) {
  const { auditor, permissions, reader, ownership } = options;

  router.get('/workloads/:namespace/:name', async (request, response) => {
    const credentials = await authorize(
      request,
      maturityReadPermission,
      options,
    );
    const workloadRef = workloadRefInPath(request.params);
    const [maturity, [attest, exempt]] = await Promise.all([
      reader.read(workloadRef),
      permissions.authorize(
        [
          { permission: maturityAttestPermission },
          { permission: maturityExemptPermission },
        ],
        { credentials },
      ),
    ]);
    const mayAct = await ifAllowed(attest, maturityAttestPermission, () =>
      ownership.mayActFor(maturity.ownerRef, credentials),
    );
    const body: WorkloadMaturity = {
      ...maturity,
      may: {
        attest: mayAct,
        requestExemption: mayAct,
        decideExemption: await ifAllowed(
          exempt,
          maturityExemptPermission,
          async () => ({ allowed: true }),
        ),
      },
    };
    response.json(body);
  });

  router.get(
    '/workloads/:namespace/:name/models/:modelId',
    async (request, response) => {
      await authorize(request, maturityReadPermission, options);
      response.json(
        await reader.scorecard(
          workloadRefInPath(request.params),
          request.params.modelId,
        ),
      );
    },
  );

  router.post('/verdicts/query', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const query = queryIn(request.body);
    await sendVerdicts(request, response, await reader.verdicts(query));
  });

  router.post('/evaluations', async (request, response) => {
    await authorize(request, maturityRefreshPermission, options);
    const query = queryIn(request.body);
    const { workloadRefs } = query;
    await audited(
      auditor,
      {
        eventId: 'evaluate',
        severityLevel: 'low',
        request,
        meta: { workloads: workloadRefs!.length },
      },
      () => options.evaluate(workloadRefs!),
    );
    await sendVerdicts(request, response, await reader.verdicts(query));
  });

  function queryIn({ workloadRefs, ...query }: VerdictQuery): VerdictQuery {
    reader.assertModel(query.modelId);
    return {
      ...query,
      workloadRefs: workloadRefs?.map((ref, index) =>
        workloadRefOf(ref, `workloadRefs[${index}]`),
      ),
    };
  }
}

async function ifAllowed(
  decision: { result: AuthorizeResult },
  permission: BasicPermission,
  then: () => Promise<May>,
): Promise<May> {
  return decision.result === AuthorizeResult.ALLOW
    ? then()
    : {
        allowed: false,
        reason: `You lack the permission '${permission.name}'.`,
      };
}
