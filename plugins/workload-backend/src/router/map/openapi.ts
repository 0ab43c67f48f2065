import { openApi } from '@plumbline/plugin-workload-node';
import {
  ALERT_SEVERITIES,
  CRITICALITIES,
  IMPACTS,
  INCIDENT_STATES,
} from '@plumbline/plugin-workload-common';
import { healthCause, healthState, noSuchWorkload, oneOf } from '../schemas';

const {
  answer,
  entityRef,
  flag,
  inQuery,
  integer,
  list,
  object,
  paging,
  text,
  time,
  timeInput,
  workloadInPath,
} = openApi;

const MAX_AFFECTED = 200;

const signal = object({
  id: text,
  entityRef: text,
  state: healthState,
  reason: text,
  observedAt: time,
});

const node = object({
  entityRef: text,
  kind: text,
  'type?': text,
  title: text,
  scope: oneOf(['global', 'stamp', 'workload']),
  'stampRef?': text,
  'region?': text,
  'environment?': text,
  'lifecycle?': text,
  'impact?': oneOf(IMPACTS),
  'ownerRef?': text,
  'runbookUrl?': text,
  'onCall?': text,
  'escalation?': text,
  'azureResourceId?': text,
  ownState: healthState,
  state: healthState,
  stateSince: time,
  signals: list(signal),
  'cause?': healthCause,
  'causes?': list(healthCause),
  'silent?': list(list(text)),
  countsAs: oneOf(IMPACTS),
  criticality: oneOf(CRITICALITIES),
  'alert?': object({
    state: oneOf(['pending', 'open']),
    severity: oneOf(ALERT_SEVERITIES),
    since: time,
    'silentSince?': time,
    'suppressed?': object({ by: oneOf(['maintenance', 'above']), id: text }),
  }),
});

const openIncident = object({
  number: integer,
  severity: oneOf(ALERT_SEVERITIES),
  state: oneOf(INCIDENT_STATES),
  openedAt: time,
  title: text,
});

/** Service maps, and what hangs on a part of them. */
export const mapPaths = {
  '/workloads/{namespace}/{name}/map': {
    get: {
      operationId: 'GetWorkloadMap',
      summary: 'Service map with the health of every node',
      parameters: [
        ...workloadInPath,
        inQuery('at', timeInput, 'As it was at this moment; now when absent'),
      ],
      responses: {
        ...answer(
          'Nodes and edges. Of the past, states and causes are kept, signals are not.',
          object({
            workloadRef: text,
            nodes: list(node),
            edges: list(
              object({
                sourceRef: text,
                targetRef: text,
                kind: oneOf(['depends-on', 'telemetry']),
              }),
            ),
            graphAsOf: time,
            'at?': time,
            incidents: list(openIncident),
          }),
        ),
        ...noSuchWorkload,
      },
    },
  },
  '/workloads/{namespace}/{name}/map/moments': {
    get: {
      operationId: 'ListMapMoments',
      summary: 'Moments to which the map can go back',
      parameters: [
        ...workloadInPath,
        inQuery('from', timeInput, '28 days before the end when absent'),
        inQuery('to', timeInput, 'Now when absent'),
      ],
      responses: {
        ...answer(
          'Oldest first; the newest 1,000 of the stretch',
          object({
            items: list(
              object({
                at: time,
                changes: integer,
                worst: healthState,
                reshaped: flag,
              }),
            ),
            'keptSince?': time,
          }),
        ),
        ...noSuchWorkload,
      },
    },
  },
  '/affected': {
    get: {
      operationId: 'ListAffectedWorkloads',
      summary: 'Workloads that the illness of an entity reaches, or would',
      parameters: [
        { ...inQuery('entityRef', entityRef), required: true },
        ...paging(MAX_AFFECTED),
      ],
      responses: answer(
        'The worst first, of these where it is most critical; 50 when no limit is given',
        object({
          entityRef: text,
          items: list(
            object({
              workloadRef: text,
              title: text,
              'ownerRef?': text,
              health: healthState,
              parts: list(
                object({
                  entityRef: text,
                  title: text,
                  kind: text,
                  'type?': text,
                }),
              ),
              userFlows: list(
                object({ title: text, criticality: oneOf(CRITICALITIES) }),
              ),
            }),
          ),
          total: integer,
        }),
      ),
    },
  },
};
