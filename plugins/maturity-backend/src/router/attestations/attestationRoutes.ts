import {
  AttestationInput,
  AttestationsAccepted,
  maturityAttestPermission,
} from '@plumbline/plugin-maturity-common';
import {
  RouteServices,
  audited,
  authorize,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { AttestationDesk } from './AttestationDesk';

/** Adds `POST /attestations`. */
export function addAttestationRoutes(
  router: Router,
  options: RouteServices & {
    desk: AttestationDesk;
    /** Evaluates criteria, by workload ref, about which something new was said. */
    evaluate: (criteria: Map<string, string[]>) => Promise<void>;
  },
) {
  const { auditor, desk, evaluate } = options;
  router.post('/attestations', async (request, response) => {
    const credentials = await authorize(
      request,
      maturityAttestPermission,
      options,
    );
    const items: AttestationInput[] = request.body.items;
    const body: AttestationsAccepted = await audited(
      auditor,
      {
        eventId: 'attest',
        severityLevel: 'medium',
        request,
        meta: { answers: items.length, workloads: workloadsOf(items) },
      },
      async () => {
        const { added, criteria } = await desk.take(items, credentials);
        await evaluate(criteria);
        return { added };
      },
      accepted => accepted,
    );
    response.json(body);
  });
}

function workloadsOf(items: AttestationInput[]): string[] {
  return [...new Set(items.map(({ workloadRef }) => workloadRef))].slice(0, 20);
}
