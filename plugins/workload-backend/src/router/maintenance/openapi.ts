import { openApi } from '@plumbline/plugin-workload-node';
import { noSuchWorkload, oneOf } from '../schemas';

const {
  answer,
  body,
  entityRef,
  exactly,
  flag,
  inPath,
  jsonContent,
  list,
  may,
  number,
  object,
  text,
  time,
  timeInput,
  workloadInPath,
} = openApi;

const DAYS_MAX = 3_660;

const announced = object({
  id: text,
  'reason?': text,
  from: time,
  to: time,
  'everyDays?': number,
  'until?': time,
  'nodes?': list(text),
  origin: oneOf(['model', 'portal']),
  'announcedBy?': text,
  'announcedAt?': time,
  isNow: flag,
});

/** Times in which work on a workload is announced. */
export const maintenancePaths = {
  '/workloads/{namespace}/{name}/maintenance': {
    get: {
      operationId: 'ListMaintenance',
      summary: 'Maintenance that goes on or is still to come',
      parameters: workloadInPath,
      responses: {
        ...answer(
          'Soonest first',
          object({ items: list(announced), announce: may }),
        ),
        ...noSuchWorkload,
      },
    },
    post: {
      operationId: 'AnnounceMaintenance',
      summary: 'Announces maintenance, for owners of the workload',
      description:
        'Illness of what is worked on raises no alert meanwhile, and the time does not count against the health objective.',
      parameters: workloadInPath,
      requestBody: body(
        exactly({
          'reason?': { type: 'string', maxLength: 500 },
          from: timeInput,
          to: timeInput,
          'everyDays?': { type: 'integer', minimum: 1, maximum: DAYS_MAX },
          'until?': timeInput,
          'nodes?': { ...list(entityRef), minItems: 1, maxItems: 500 },
        }),
      ),
      responses: {
        201: { description: 'It is known', content: jsonContent(announced) },
        ...noSuchWorkload,
      },
    },
  },
  '/workloads/{namespace}/{name}/maintenance/{id}': {
    delete: {
      operationId: 'EndMaintenance',
      summary: 'Ends a window that goes on, or calls off one to come',
      parameters: [...workloadInPath, inPath('id')],
      responses: {
        204: { description: 'It is over, or will not be' },
        404: { description: 'There is no such workload or window' },
      },
    },
  },
};
