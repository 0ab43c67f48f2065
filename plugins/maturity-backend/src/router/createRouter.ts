import {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  AttestationInput,
  AttestationsAccepted,
  WorkloadMaturity,
  maturityAttestPermission,
  maturityReadPermission,
} from '@plumbline/plugin-maturity-common';
import {
  SummaryStore,
  addSummariesRoute,
  authorize,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { FactStore } from '../store/FactStore';
import { AttestationDesk } from './AttestationDesk';
import { MaturityReader } from './MaturityReader';
import { openApiDocument } from './openapi';

/** What the routes need. */
export interface RouterOptions {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  facts: FactStore;
  reader: MaturityReader;
  desk: AttestationDesk;
  summaries: SummaryStore;
  /** Evaluates workloads about which something new is known. */
  evaluate: (workloadRefs: string[]) => Promise<void>;
}

/** Routes of the maturity back end; `openapi.ts` describes each. */
export function createRouter(options: RouterOptions): Router {
  const { auditor, permissions, facts, reader, desk } = options;
  const router = createOpenApiRouter(openApiDocument);

  router.get('/workloads/:namespace/:name', async (request, response) => {
    const credentials = await authorize(
      request,
      maturityReadPermission,
      options,
    );
    const workloadRef = stringifyEntityRef({
      kind: 'system',
      namespace: request.params.namespace,
      name: request.params.name,
    });
    const [maturity, owners, [decision]] = await Promise.all([
      reader.read(workloadRef),
      facts.owners([workloadRef]),
      permissions.authorize([{ permission: maturityAttestPermission }], {
        credentials,
      }),
    ]);
    const attest =
      decision.result === AuthorizeResult.ALLOW
        ? await desk.mayAttest(owners.get(workloadRef), credentials)
        : {
            allowed: false,
            reason: `You lack the permission '${maturityAttestPermission.name}'.`,
          };
    const body: WorkloadMaturity = { ...maturity, attest };
    response.json(body);
  });

  router.post('/attestations', async (request, response) => {
    const credentials = await authorize(
      request,
      maturityAttestPermission,
      options,
    );
    const items: AttestationInput[] = request.body.items;
    const event = await auditor.createEvent({
      eventId: 'attest',
      severityLevel: 'medium',
      request,
      meta: { answers: items.length, workloads: workloadsOf(items) },
    });
    try {
      const { added, workloadRefs } = await desk.take(items, credentials);
      await options.evaluate(workloadRefs);
      await event.success({ meta: { added } });
      const body: AttestationsAccepted = { added };
      response.json(body);
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  });

  addSummariesRoute(router, { store: options.summaries, ...options });
  return router;
}

function workloadsOf(items: AttestationInput[]): string[] {
  return [...new Set(items.map(({ workloadRef }) => workloadRef))].slice(0, 20);
}
