import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  May,
  VerdictQuery,
  WorkloadMaturity,
  maturityAttestPermission,
  maturityExemptPermission,
  maturityReadPermission,
  maturityRefreshPermission,
} from '@plumbline/plugin-maturity-common';
import { authorize } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { RouteServices } from '../RouteServices';
import { workloadRefOf } from '../inputs';
import { Ownership } from '../ownership';
import { ScorecardReader } from './ScorecardReader';

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
    const workloadRef = refInPath(request.params);
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
          refInPath(request.params),
          request.params.modelId,
        ),
      );
    },
  );

  router.post('/verdicts/query', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const query = queryIn(request.body);
    response.json(await reader.verdicts(query));
  });

  router.post('/evaluations', async (request, response) => {
    await authorize(request, maturityRefreshPermission, options);
    const query = queryIn(request.body);
    const { workloadRefs } = query;
    const event = await auditor.createEvent({
      eventId: 'evaluate',
      severityLevel: 'low',
      request,
      meta: { workloads: workloadRefs!.length },
    });
    try {
      await options.evaluate(workloadRefs!);
      await event.success();
      response.json(await reader.verdicts(query));
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
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

/** Full ref of the workload that a path names. */
export function refInPath({ namespace, name }: Record<string, string>): string {
  return stringifyEntityRef({ kind: 'system', namespace, name });
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
