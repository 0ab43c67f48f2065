import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  AlertItem,
  Incident,
  IncidentNoteInput,
  IncidentReviewInput,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import {
  RouteServices,
  audited,
  authorize,
  refOf,
  subjectOf,
  workloadRefInPath,
  workloadRefOf,
} from '@plumbline/plugin-workload-node';
import { Request, Router } from 'express';
import { IncidentActs } from '../../incidents/IncidentActs';
import { IncidentQuery, IncidentReader } from '../../incidents/IncidentReader';
import { WorkloadStore } from '../../store/WorkloadStore';
import { notFound } from '../notFound';
import { IncidentAccess } from './IncidentAccess';

const DEFAULT_ROWS = 20;

/** Adds the routes of incidents and alerts. */
export function addIncidentRoutes(
  router: Router,
  options: RouteServices & {
    access: IncidentAccess;
    acts: IncidentActs;
    incidents: IncidentReader;
    workloads: WorkloadStore;
    now: () => Date;
  },
) {
  const { access, acts, auditor, incidents, now, workloads } = options;

  /** Has the auditor told of something that somebody does about an incident. */
  async function act(
    request: Request<{ number: string }>,
    eventId: string,
    meta: object,
    write: (number: number, by: string) => Promise<void>,
  ) {
    const credentials = await authorize(
      request as unknown as Request,
      workloadReadPermission,
      options,
    );
    const number = Number(request.params.number);
    const by = subjectOf(credentials);
    await audited(
      auditor,
      {
        eventId,
        severityLevel: 'medium',
        request: request as unknown as Request,
        meta: { by, number, ...meta },
      },
      async () => {
        await check(number, credentials);
        await write(number, by);
      },
    );
  }

  async function check(number: number, credentials: BackstageCredentials) {
    const incident = await incidents.concern(number);
    if (!incident) throw noSuchIncident(number);
    await access.check(number, incident, credentials);
  }

  router.get('/incidents', async (request, response) => {
    await authorize(request, workloadReadPermission, options);
    const query = request.query as unknown as Partial<IncidentQuery>;
    response.json(
      await incidents.page(
        {
          ...query,
          workload: query.workload && workloadRefOf(query.workload, 'workload'),
          owner: query.owner?.map((ref, index) =>
            refOf(ref, `owner[${index}]`),
          ),
          limit: Number(query.limit ?? DEFAULT_ROWS),
          offset: Number(query.offset ?? 0),
        },
        now(),
      ),
    );
  });

  router.get('/incidents/:number', async (request, response) => {
    const credentials = await authorize(
      request,
      workloadReadPermission,
      options,
    );
    const number = Number(request.params.number);
    const incident = await incidents.read(number, now());
    if (!incident) throw noSuchIncident(number);
    const answer: Incident = {
      ...incident,
      act: await access.may(incident, credentials),
    };
    response.json(answer);
  });

  router.post('/incidents/:number/acknowledge', async (request, response) => {
    const { note }: IncidentNoteInput = request.body;
    await act(request, 'acknowledge-incident', { note }, (number, by) =>
      acts.acknowledge(number, by, note),
    );
    response.status(204).end();
  });

  router.post('/incidents/:number/notes', async (request, response) => {
    const { note }: IncidentNoteInput = request.body;
    await act(request, 'note-incident', { note }, (number, by) =>
      acts.note(number, by, note),
    );
    response.status(204).end();
  });

  router.put('/incidents/:number/review', async (request, response) => {
    const input: IncidentReviewInput = request.body;
    const { published } = input;
    await act(request, 'review-incident', { published }, (number, by) =>
      acts.saveReview(number, by, input),
    );
    response.status(204).end();
  });

  router.get(
    '/workloads/:namespace/:name/alerts',
    async (request, response) => {
      await authorize(request, workloadReadPermission, options);
      const workloadRef = workloadRefInPath(request.params);
      const known = await workloads.read([workloadRef]);
      if (!known.has(workloadRef)) throw notFound(workloadRef);
      const answer: { items: AlertItem[] } = {
        items: await incidents.alerts(workloadRef),
      };
      response.json(answer);
    },
  );
}

function noSuchIncident(number: number): NotFoundError {
  return new NotFoundError(`There is no incident ${number}`);
}
