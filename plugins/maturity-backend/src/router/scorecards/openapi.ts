import { STATE_LETTERS } from '@plumbline/plugin-maturity-common';
import {
  answer,
  body,
  criterionState,
  entityRef,
  exactly,
  flag,
  inPath,
  integer,
  list,
  may,
  object,
  text,
  time,
  workloadInPath,
} from '../schemas';

const levelCount = object({
  level: integer,
  total: integer,
  passed: integer,
  notMet: integer,
  unknown: integer,
});

const states = {
  type: 'object',
  description: 'Number of criteria by state',
  additionalProperties: integer,
};

const nextLevel = object({ level: integer, blockers: list(text) });

const transition = object({
  at: time,
  'pillarId?': text,
  fromProven: { type: ['integer', 'null'] },
  toProven: integer,
  fromPossible: { type: ['integer', 'null'] },
  toPossible: integer,
  cause: text,
});

const pillar = {
  id: text,
  title: text,
  description: text,
  proven: integer,
  possible: integer,
  states,
  'next?': nextLevel,
};

const model = {
  id: text,
  title: text,
  version: text,
  description: text,
  source: { type: 'object' },
  top: integer,
  proven: integer,
  possible: integer,
  states,
  'next?': object({
    level: integer,
    blockers: list(
      object({
        criterionId: text,
        title: text,
        howTo: text,
        state: criterionState,
        pillarId: text,
        strategyId: text,
        canAttest: flag,
      }),
    ),
  }),
  history: list(transition),
  contradictions: integer,
  asOf: time,
};

const criterion = object({
  id: text,
  title: text,
  howTo: text,
  'rule?': text,
  onlyProves: flag,
  'appliesWhen?': text,
  'attestation?': object({
    question: text,
    evidence: text,
    validForDays: integer,
  }),
  state: criterionState,
  'decidedBy?': text,
  contradiction: flag,
  reason: text,
  evidence: list(object({ label: text, values: list(text) })),
  'observedAt?': time,
  'since?': time,
  'exemption?': { type: 'object' },
});

const verdicts = answer(
  'A page, ordered by workload ref',
  object({
    criteria: {
      ...list(text),
      description: "Ids of the model's criteria, in its order",
    },
    items: list(
      object({
        workloadRef: text,
        proven: integer,
        possible: integer,
        states: {
          type: 'string',
          pattern: `^[${Object.values(STATE_LETTERS).join('')}]*$`,
          description: `A letter for each criterion of the page, in their order: ${Object.entries(
            STATE_LETTERS,
          )
            .map(([state, letter]) => `${letter} ${state}`)
            .join(', ')}`,
        },
        evaluatedAt: time,
      }),
    ),
    'nextAfter?': text,
  }),
);

/** Where workloads stand. */
export const scorecardPaths = {
  '/workloads/{namespace}/{name}': {
    get: {
      operationId: 'GetWorkloadMaturity',
      summary: 'Levels of one workload on every model, and what is next',
      parameters: workloadInPath,
      responses: answer(
        'What is stored; no models before the first evaluation',
        object({
          workloadRef: text,
          'ownerRef?': text,
          models: list(
            object({
              ...model,
              pillars: list(object({ ...pillar, levels: list(levelCount) })),
            }),
          ),
          modelStatus: list({ type: 'object' }),
          sources: list({ type: 'object' }),
          may: object({
            attest: may,
            requestExemption: may,
            decideExemption: may,
          }),
        }),
      ),
    },
  },
  '/workloads/{namespace}/{name}/models/{modelId}': {
    get: {
      operationId: 'GetModelScorecard',
      summary: 'Every strategy and criterion of one model for one workload',
      parameters: [...workloadInPath, inPath('modelId')],
      responses: answer(
        'What is stored',
        object({
          workloadRef: text,
          ...model,
          pillars: list(
            object({
              ...pillar,
              levels: list(
                object({
                  level: integer,
                  name: text,
                  goal: text,
                  count: levelCount,
                  strategies: list(
                    object({
                      id: text,
                      title: text,
                      explanation: text,
                      howTo: text,
                      state: criterionState,
                      criteria: list(criterion),
                    }),
                  ),
                }),
              ),
            }),
          ),
        }),
      ),
    },
  },
  '/evaluations': {
    post: {
      operationId: 'Evaluate',
      summary:
        'Judges every criterion of one model anew from what is stored, for many workloads',
      requestBody: body(
        exactly({
          modelId: text,
          workloadRefs: {
            type: 'array',
            items: entityRef,
            minItems: 1,
            maxItems: 1000,
          },
        }),
      ),
      responses: verdicts,
    },
  },
  '/verdicts/query': {
    post: {
      operationId: 'QueryVerdicts',
      summary: 'States of all criteria of one model, for many workloads',
      requestBody: body(
        exactly({
          modelId: text,
          'workloadRefs?': {
            type: 'array',
            items: entityRef,
            maxItems: 1000,
          },
          'after?': entityRef,
          'limit?': { type: 'integer', minimum: 1, maximum: 1000 },
        }),
      ),
      responses: verdicts,
    },
  },
};
