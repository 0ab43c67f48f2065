import { AuditorService } from '@backstage/backend-plugin-api';
import { NewAcknowledgement } from '@plumbline/plugin-secret-expiry-common';
import { audited } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { Access } from '../access/Access';
import { AcknowledgementDesk } from './AcknowledgementDesk';

/** Adds the routes by which warnings are acknowledged. */
export function addAcknowledgementRoutes(
  router: Router,
  options: {
    access: Access;
    auditor: AuditorService;
    desk: AcknowledgementDesk;
  },
) {
  const { access, auditor, desk } = options;

  router.post('/acknowledgements', async (request, response) => {
    const caller = await access.callerOf(request);
    const input: NewAcknowledgement = request.body;
    const accepted = await audited(
      auditor,
      {
        eventId: 'acknowledge-credentials',
        severityLevel: 'medium',
        request,
        meta: {
          kind: input.kind,
          credentialIds: input.credentialIds,
          reason: input.reason,
          until: input.until,
        },
      },
      () => desk.add(input, caller),
      ({ items }) => ({
        acknowledgements: items.map(({ acknowledgement: { id, until } }) => ({
          id,
          until,
        })),
      }),
    );
    response.status(201).json(accepted);
  });

  router.delete('/acknowledgements/:id', async (request, response) => {
    const caller = await access.callerOf(request);
    const { id } = request.params;
    await audited(
      auditor,
      {
        eventId: 'take-back-acknowledgement',
        severityLevel: 'medium',
        request,
        meta: { id },
      },
      () => desk.takeBack(id, caller),
    );
    response.status(204).end();
  });
}
