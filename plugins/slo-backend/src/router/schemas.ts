import { ALERT_SEVERITIES, SLO_STATES } from '@plumbline/plugin-slo-common';
import { openApi } from '@plumbline/plugin-workload-node';

const {
  inQuery,
  inPath,
  list,
  number,
  nullableNumber,
  nullableTime,
  object,
  text,
  time,
  integer,
} = openApi;

// Pieces of the OpenAPI document that several routes of this family share.

/** Days of a history when none are asked for. */
export const DEFAULT_HISTORY_DAYS = 30;

export const state = { type: 'string', enum: SLO_STATES };
export const severity = { type: 'string', enum: ALERT_SEVERITIES };

/** The objective in the path. */
export const sloInPath = inPath('id', {
  type: 'string',
  minLength: 1,
  maxLength: 200,
});

/** How far back. */
export const daysInQuery = inQuery(
  'days',
  { type: 'integer', minimum: 1, maximum: 400 },
  `How many days back; ${DEFAULT_HISTORY_DAYS} unless told`,
);

/** Where an alert stands. */
export const alertState = {
  type: 'string',
  enum: ['inactive', 'pending', 'firing'],
};

/** A change of an alert's state. */
export const alertTransition = object({
  id: integer,
  objectiveId: text,
  ruleId: text,
  name: text,
  severity,
  at: time,
  from: alertState,
  to: alertState,
  value: nullableNumber,
  reason: text,
});

/** One objective as it was last evaluated. */
export const status = {
  ...object({
    id: text,
    sloName: text,
    displayName: text,
    'description?': text,
    service: text,
    workloadRef: text,
    entityRef: text,
    'stampRef?': text,
    'runbookUrl?': text,
    method: text,
    target: number,
    state,
    reason: text,
    asOf: nullableTime,
    window: object({
      duration: text,
      kind: { type: 'string', enum: ['rolling', 'calendar'] },
      start: time,
      end: time,
      periodEnd: time,
    }),
    compliance: nullableNumber,
    remainingBudget: {
      ...nullableNumber,
      description: '1 is all of the budget, below 0 overspent',
    },
    burnRates: list(object({ seconds: integer, rate: nullableNumber })),
    secondsToExhaustion: nullableNumber,
    presentBurnRate: nullableNumber,
    events: object({ good: number, bad: number, total: number }),
    slices: object({
      seconds: integer,
      good: integer,
      bad: integer,
      empty: integer,
      noData: integer,
      expected: integer,
    }),
    coverage: number,
    'alertReadings?': list(
      object({
        ruleId: text,
        name: text,
        severity,
        condition: { type: 'object' },
        value: nullableNumber,
        shortValue: nullableNumber,
        events: number,
        failures: number,
        met: openApi.flag,
        'suppressedBy?': text,
        'noData?': openApi.flag,
        'cannotFire?': text,
        state: alertState,
        since: time,
        'clearSince?': time,
      }),
    ),
    'forecast?': object({
      at: time,
      remainingBudget: number,
      burnRate: number,
    }),
    'excludedSeconds?': number,
    'members?': list(
      object({
        id: text,
        displayName: text,
        weight: number,
        compliance: nullableNumber,
      }),
    ),
    'sla?': object({ target: number, 'name?': text }),
    'slaFinding?': object({
      severity: { type: 'string', enum: ['error', 'warning'] },
      sloTarget: number,
      slaTarget: number,
      explanation: text,
    }),
    'policy?': object({
      title: text,
      step: { type: ['object', 'null'] },
    }),
    trend: list(number),
    explanation: object({
      sourceType: text,
      'dataSource?': text,
      queries: list(object({ role: text, text })),
      formulas: list(text),
      estimated: openApi.flag,
    }),
    'error?': text,
    'errorAt?': time,
    declaredIn: object({ file: text, line: integer }),
  }),
  description: 'One objective of one SLO, as it was last evaluated',
};

/** Daily points of one objective. */
export const history = object({
  id: text,
  points: list(
    object({
      day: { type: 'string', format: 'date' },
      remainingBudget: nullableNumber,
      compliance: nullableNumber,
      coverage: number,
      'spent?': nullableNumber,
    }),
  ),
});
