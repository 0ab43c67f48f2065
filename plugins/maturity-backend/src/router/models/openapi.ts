import {
  answer,
  body,
  exactly,
  flag,
  inPath,
  integer,
  list,
  object,
  text,
  time,
} from '../schemas';

const modelId = inPath('modelId', {
  type: 'string',
  minLength: 1,
  maxLength: 60,
});

const problem = object({
  file: text,
  'line?': integer,
  'column?': integer,
  'field?': text,
  message: text,
});

const status = object({
  file: text,
  'modelId?': text,
  'title?': text,
  'version?': text,
  'inForceSince?': time,
  problems: list(problem),
  'problemsAt?': time,
});

const criterion = object({
  id: text,
  title: text,
  howTo: text,
  'rule?': text,
  'appliesWhen?': text,
  onlyProves: flag,
  'attestation?': object({
    question: text,
    evidence: text,
    validForDays: integer,
  }),
});

const strategy = object({
  id: text,
  title: text,
  explanation: text,
  howTo: text,
  criteria: list(criterion),
});

const model = object({
  id: text,
  title: text,
  version: text,
  description: text,
  source: object({ title: text, 'url?': text, licence: text }),
  'tiers?': list(text),
  pillars: list(
    object({
      id: text,
      title: text,
      description: text,
      levels: list(
        object({
          level: integer,
          name: text,
          goal: text,
          strategies: list(strategy),
        }),
      ),
    }),
  ),
});

const file = { type: 'string', minLength: 1, maxLength: 500 };
const yaml = { type: 'string', maxLength: 2_000_000 };
const pillars = {
  type: 'object',
  maxProperties: 20,
  additionalProperties: yaml,
};

const differences = list(
  object({
    workloadRef: text,
    title: text,
    'ownerRef?': text,
    'pillarId?': text,
    fromProven: { type: ['integer', 'null'] },
    toProven: integer,
    fromPossible: { type: ['integer', 'null'] },
    toPossible: integer,
    because: list(text),
  }),
);

const dryRun = object({
  id: text,
  state: { type: 'string', enum: ['running', 'done', 'failed'] },
  'modelId?': text,
  'version?': text,
  createdBy: text,
  createdAt: time,
  progress: object({ done: integer, total: integer }),
  problems: list(problem),
  'criteria?': object({
    added: list(text),
    removed: list(text),
    changed: list(text),
  }),
  'rises?': integer,
  'falls?': integer,
  'same?': integer,
  'before?': list(integer),
  'after?': list(integer),
  'differences?': differences,
  'pillars?': list(
    object({ pillarId: text, title: text, rises: integer, falls: integer }),
  ),
  'pillarDifferences?': differences,
  'error?': text,
});

/** Models in force, and what changed ones would bring about. */
export const modelPaths = {
  '/models': {
    get: {
      operationId: 'ListModels',
      summary: 'The configured models, and what is wrong with their files',
      responses: answer(
        'In the order of the configuration',
        object({ items: list(status) }),
      ),
    },
  },
  '/models/{modelId}': {
    get: {
      operationId: 'GetModel',
      summary: 'All of a model that is in force',
      parameters: [modelId],
      responses: answer('Pillars, levels, strategies and criteria', model),
    },
  },
  '/models/{modelId}/files': {
    get: {
      operationId: 'GetModelFiles',
      summary: 'The files of a model that is in force',
      parameters: [modelId],
      responses: answer(
        'As a dry run takes them',
        object({ file: text, text, pillars }),
      ),
    },
  },
  '/dry-runs': {
    post: {
      operationId: 'StartDryRun',
      summary:
        'Begins to evaluate all workloads by a changed model, without consequences',
      requestBody: body(exactly({ file, text: yaml, 'pillars?': pillars })),
      responses: answer(
        'Running, or failed with what is wrong with the files',
        dryRun,
      ),
    },
  },
  '/dry-runs/{id}': {
    get: {
      operationId: 'GetDryRun',
      summary: 'How far a dry run is, and what it found',
      parameters: [inPath('id')],
      responses: answer('Kept for a week', dryRun),
    },
  },
};
