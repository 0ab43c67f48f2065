import {
  ALERT_SEVERITIES,
  INCIDENT_STATES,
  REPORTING_FAMILIES,
  SUMMARY_FAMILIES,
  WORKLOAD_TASKS,
} from '@plumbline/plugin-workload-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { healthState, oneOf } from '../schemas';

const { entityRef, flag, integer, list, number, object, text, time } = openApi;

const tone = oneOf(['good', 'neutral', 'warning', 'bad', 'unknown']);

const cell = object({ text, tone, 'trend?': list(number) });

/** How far each family can be heard. */
export const familyStatuses = list(
  object({
    family: oneOf(SUMMARY_FAMILIES),
    'installed?': flag,
    'lastSuccessAt?': time,
    'lastError?': text,
    'lastErrorAt?': time,
  }),
);

/** A row of the portfolio. */
export const workloadRow = object({
  ref: entityRef,
  namespace: text,
  name: text,
  title: text,
  'description?': text,
  'ownerRef?': text,
  'domainRef?': text,
  'tier?': text,
  health: healthState,
  healthSince: time,
  healthReason: text,
  families: object(
    Object.fromEntries(SUMMARY_FAMILIES.map(family => [`${family}?`, cell])),
  ),
  stamps: list(
    object({
      ref: entityRef,
      'region?': text,
      'environment?': text,
      'lifecycle?': text,
      state: healthState,
    }),
  ),
  attentionCount: integer,
  urgency: number,
  'incident?': object({
    number: integer,
    severity: oneOf(ALERT_SEVERITIES),
    state: oneOf(INCIDENT_STATES),
    openedAt: time,
    title: text,
  }),
  updatedAt: time,
});

/** What the first screen of a workload shows. */
export const overview = object({
  workload: workloadRow,
  tiles: list(
    object({
      id: oneOf(['health', ...SUMMARY_FAMILIES, 'stamps']),
      tone,
      headline: text,
      'detail?': text,
      'trend?': list(number),
      'tab?': text,
    }),
  ),
  attention: list(
    object({
      family: oneOf([...REPORTING_FAMILIES, 'workload']),
      id: text,
      tone,
      urgency: number,
      title: text,
      nextStep: text,
      'dueAt?': time,
      'ownerRef?': text,
      tab: text,
      'runbookUrl?': text,
      'entityRef?': text,
    }),
  ),
  families: familyStatuses,
  failures: list(
    object({ task: oneOf(WORKLOAD_TASKS), message: text, since: time }),
  ),
});
