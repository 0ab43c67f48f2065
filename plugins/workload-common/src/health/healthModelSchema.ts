import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { DEFAULT_ALERTS } from './defaultHealthModel';
import { CRITICALITIES, HealthModel } from './healthModel';
import { Aggregation, IMPACTS } from './model';
import { SIGNAL_OPERATORS, thresholdProblem } from './signals';

/** `apiVersion` of a health model. */
export const HEALTH_MODEL_API_VERSION = 'plumbline.io/v1';

/** `kind` of a health model. */
export const HEALTH_MODEL_KIND = 'HealthModel';

/** Every message says what belongs in the field, so that the parser adds only where. */
function text(expected: string, most: number) {
  return z
    .string({ error: expected })
    .trim()
    .min(1, { error: expected })
    .max(most, { error: `${expected}, at most ${most} characters` });
}

function number(expected: string, holds: (value: number) => boolean) {
  return z.number({ error: expected }).refine(holds, { error: expected });
}

function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, { error: `one of ${words.join(', ')}` });
}

function listOf<T extends z.ZodType>(item: T, of: string) {
  return z
    .array(item, { error: `a list of ${of}` })
    .max(1_000, { error: `at most 1,000 ${of}` });
}

function entityRef(defaultKind: string, more = '') {
  const expected = `an entity ref such as ${defaultKind}:default/example${more}`;
  return z.string({ error: expected }).transform((input, context) => {
    try {
      const ref = stringifyEntityRef(
        parseEntityRef(input.trim(), {
          defaultKind,
          defaultNamespace: 'default',
        }),
      );
      if (/^[a-z0-9._-]+:[a-z0-9._-]+\/[a-z0-9._-]+$/.test(ref)) return ref;
    } catch {
      // Said below.
    }
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

const FLOW = /^flow:[a-z0-9][a-z0-9-]{0,62}$/;

const nodeRef = z.union(
  [
    z.string().regex(FLOW),
    entityRef('resource', ', or flow:<id of a user flow>'),
  ],
  {
    error:
      'an entity ref such as resource:default/example, or flow:<id of a user flow>',
  },
);

const id = z
  .string({ error: 'an id of small letters, digits and dashes, at most 63' })
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
    error: 'an id of small letters, digits and dashes, at most 63',
  });

const SIGNAL_EXPECTED =
  'the id of a signal such as slo/availability, or its beginning with a * at the end';

const signalPattern = text(SIGNAL_EXPECTED, 250).regex(/^[^*\s]*\*?$/, {
  error: SIGNAL_EXPECTED,
});

const TIME_EXPECTED = 'a time with its zone such as 2027-03-31T20:00:00Z';

const time = z
  .string({ error: TIME_EXPECTED })
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/,
    {
      error: TIME_EXPECTED,
    },
  )
  .refine(input => isRealTime(input), {
    error: TIME_EXPECTED,
    abort: true,
  })
  .transform(input => new Date(input).toISOString());

/** A day that its month does not have would otherwise become one of the next. */
function isRealTime(input: string): boolean {
  const day = Number(input.slice(8, 10));
  const lastDay = new Date(
    Date.UTC(Number(input.slice(0, 4)), Number(input.slice(5, 7)), 0),
  ).getUTCDate();
  return day >= 1 && day <= lastDay && !Number.isNaN(Date.parse(input));
}

const flag = z.boolean({ error: 'true or false' });

const impact = oneOf(IMPACTS);
const criticality = oneOf(CRITICALITIES);

const countThreshold = {
  unit: oneOf(['count', 'percent']),
  unhealthy: number('a number of members or percent, 0 or more', n => n >= 0),
  degraded: number(
    'a number of members or percent, 0 or more',
    n => n >= 0,
  ).optional(),
};

const aggregation: z.ZodType<Aggregation> = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('worstOf') }),
      z.strictObject({ kind: z.literal('redundant') }),
      z.strictObject({ kind: z.literal('minHealthy'), ...countThreshold }),
      z.strictObject({ kind: z.literal('maxNotHealthy'), ...countThreshold }),
    ],
    { error: 'kind: one of worstOf, minHealthy, maxNotHealthy, redundant' },
  )
  .superRefine((value, context) => {
    if (!('unit' in value)) return;
    const { kind, unit, unhealthy, degraded } = value;
    for (const [field, limit] of Object.entries({ unhealthy, degraded })) {
      if (unit === 'percent' && limit !== undefined && limit > 100) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message: 'at most 100 percent',
        });
      }
    }
    if (degraded === undefined) return;
    const isMilder =
      kind === 'minHealthy' ? degraded > unhealthy : degraded < unhealthy;
    if (!isMilder) {
      context.addIssue({
        code: 'custom',
        path: ['degraded'],
        message: `a number ${
          kind === 'minHealthy' ? 'above' : 'below'
        } ${unhealthy}, where unhealthy begins; otherwise it would never be degraded`,
      });
    }
  });

const aggregationSettings = {
  aggregation: aggregation.optional(),
  ignoreUnknown: flag.optional(),
};

const signal = z
  .strictObject(
    {
      id: signalPattern,
      name: text('what is measured, in a few words', 120),
      unit: z
        .string({ error: 'a unit such as ms or %, or nothing' })
        .trim()
        .max(20, { error: 'a unit of at most 20 characters' })
        .default(''),
      operator: oneOf(SIGNAL_OPERATORS),
      unhealthy: number('a number', Number.isFinite),
      degraded: number('a number', Number.isFinite).optional(),
    },
    { error: 'a signal: id, name, operator, unhealthy and perhaps degraded' },
  )
  .superRefine((value, context) => {
    const message = thresholdProblem(value);
    if (!message) return;
    context.addIssue({ code: 'custom', path: ['degraded'], message });
  });

const window = z
  .strictObject(
    {
      id,
      reason: text('why, in a sentence', 500).optional(),
      from: time,
      to: time,
      everyDays: number(
        'a whole number of days from 1 to 366',
        n => Number.isInteger(n) && n >= 1 && n <= 366,
      ).optional(),
      until: time.optional(),
      nodes: listOf(nodeRef, 'nodes').optional(),
    },
    { error: 'a maintenance window: id, from and to' },
  )
  .superRefine((value, context) => {
    const length = Date.parse(value.to) - Date.parse(value.from);
    if (length <= 0) {
      context.addIssue({
        code: 'custom',
        path: ['to'],
        message: 'a time after from',
      });
    } else if (value.everyDays && length > value.everyDays * 86_400_000) {
      context.addIssue({
        code: 'custom',
        path: ['everyDays'],
        message: 'as many days as the window is long, or more',
      });
    }
    if (value.until !== undefined && value.everyDays === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['until'],
        message: 'nothing, unless everyDays is set',
      });
    }
  });

const seconds = number(
  'a whole number of seconds from 0 to 86,400',
  n => Number.isInteger(n) && n >= 0 && n <= 86_400,
);

const spec: z.ZodType<HealthModel> = z.strictObject(
  {
    signals: listOf(signal, 'signals').default([]),
    mapping: listOf(
      z.strictObject(
        {
          signal: signalPattern,
          of: entityRef('component').optional(),
          node: nodeRef.optional(),
          impact: impact.optional(),
        },
        { error: 'a mapping: signal, and of, node or impact' },
      ),
      'mappings',
    ).default([]),
    nodes: listOf(
      z.strictObject(
        {
          ref: entityRef('resource'),
          impact: impact.optional(),
          criticality: criticality.optional(),
          alerts: flag.optional(),
          ...aggregationSettings,
        },
        { error: 'a node: ref, and what is set for it' },
      ),
      'nodes',
    ).default([]),
    stamps: z
      .strictObject(aggregationSettings, {
        error: 'aggregation or ignoreUnknown',
      })
      .default({}),
    userFlows: listOf(
      z.strictObject(
        {
          id,
          title: text('what users do, in a few words', 120),
          description: text('a sentence or two', 1_000).optional(),
          criticality,
          impact: impact.optional(),
          dependsOn: listOf(entityRef('component'), 'entity refs').default([]),
          signals: listOf(signalPattern, 'signals').default([]),
          ...aggregationSettings,
        },
        { error: 'a user flow: id, title, criticality and dependsOn' },
      ),
      'user flows',
    ).default([]),
    objective: z
      .strictObject(
        {
          percent: number(
            'a percentage above 0 and at most 100, such as 99.9',
            n => n > 0 && n <= 100,
          ),
          days: number(
            'a whole number of days from 1 to 366',
            n => Number.isInteger(n) && n >= 1 && n <= 366,
          ),
        },
        { error: 'percent and days' },
      )
      .optional(),
    maintenance: listOf(window, 'maintenance windows').default([]),
    escalation: listOf(
      z.strictObject(
        {
          contact: text('a user or group ref, an address or a name', 300),
          afterMinutes: number(
            'a whole number of minutes from 0 to 10,080',
            n => Number.isInteger(n) && n >= 0 && n <= 10_080,
          ),
        },
        { error: 'contact and afterMinutes' },
      ),
      'contacts',
    ).default([]),
    alerts: z
      .strictObject(
        {
          openAfter: z
            .strictObject(
              {
                Sev1: seconds.default(DEFAULT_ALERTS.openAfter.Sev1),
                Sev2: seconds.default(DEFAULT_ALERTS.openAfter.Sev2),
                Sev3: seconds.default(DEFAULT_ALERTS.openAfter.Sev3),
              },
              { error: 'seconds for Sev1, Sev2 and Sev3' },
            )
            .default(DEFAULT_ALERTS.openAfter),
          closeAfter: seconds.default(DEFAULT_ALERTS.closeAfter),
          flapWithin: seconds.default(DEFAULT_ALERTS.flapWithin),
          closeAfterAtMost: seconds.default(DEFAULT_ALERTS.closeAfterAtMost),
          closeWithoutData: seconds.default(DEFAULT_ALERTS.closeWithoutData),
        },
        {
          error:
            'openAfter, closeAfter, flapWithin, closeAfterAtMost or closeWithoutData',
        },
      )
      .default(DEFAULT_ALERTS),
  },
  { error: 'what is set of the health model, {} for nothing' },
);

/** A whole document. */
export const healthModelSchema = z.strictObject(
  {
    apiVersion: z.literal(HEALTH_MODEL_API_VERSION, {
      error: HEALTH_MODEL_API_VERSION,
    }),
    kind: z.literal(HEALTH_MODEL_KIND, { error: HEALTH_MODEL_KIND }),
    metadata: z.strictObject(
      { name: text('a name', 127) },
      { error: 'metadata with a name' },
    ),
    spec,
  },
  { error: `a ${HEALTH_MODEL_KIND}: apiVersion, kind, metadata and spec` },
);
