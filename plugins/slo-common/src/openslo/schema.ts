import { JsonObject } from '@backstage/types';
import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { BUDGETING_METHODS, COMPARISON_OPERATORS } from '../definition';
import { durationSeconds, parseDuration } from '../duration';
import { OpenSloKind } from './document';

// The message of every rule is what is expected; parseOpenSlo adds what was found and where.

function fields<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: issue =>
      issue.code === 'unrecognized_keys'
        ? `only ${Object.keys(shape).join(', ')}`
        : 'a mapping of fields',
  });
}

function oneOf<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: values.join(' or ') });
}

const text = z.string({ error: 'text' });
const anyObject = z.record(z.string(), z.any(), {
  error: 'a mapping of fields',
}) as unknown as z.ZodType<JsonObject>;
const name = z
  .string({ error: 'a name' })
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, {
    error: 'a name of lower-case letters, digits and hyphens, at most 63',
  });
const duration = z
  .string({ error: 'a duration such as 28d' })
  .refine(value => parseDuration(value) !== undefined, {
    error: 'a duration such as 5m, 1h, 28d, 4w, 1M (m is minutes, M months)',
  });
const list = <T extends z.ZodType>(item: T) =>
  z.array(item, { error: 'a list' });

const SHARE = 'a number of at least 0 and below 1, such as 0.995';
const SHARE_PERCENT = 'a number of at least 0 and below 100, such as 99.5';
const SLICE_SHARE = 'a number above 0 and at most 1, such as 0.95';
const SLICE_WINDOW =
  'a duration that divides an hour, such as 1m, 5m, 15m or 1h';

const metricSource = fields({
  metricSourceRef: name.optional(),
  type: text.optional(),
  spec: anyObject,
});
const metric = fields({ metricSource });

const sliSpec = fields({
  description: text.optional(),
  thresholdMetric: metric.optional(),
  ratioMetric: fields({
    counter: z.boolean({ error: 'true or false' }).optional(),
    good: metric.optional(),
    bad: metric.optional(),
    total: metric,
  }).optional(),
}).superRefine(({ thresholdMetric, ratioMetric }, context) => {
  if (Boolean(thresholdMetric) === Boolean(ratioMetric)) {
    context.addIssue({
      code: 'custom',
      message: 'either thresholdMetric or ratioMetric',
    });
  }
  if (ratioMetric && Boolean(ratioMetric.good) === Boolean(ratioMetric.bad)) {
    context.addIssue({
      code: 'custom',
      path: ['ratioMetric'],
      message: 'either good or bad beside total',
    });
  }
});

const objective = fields({
  displayName: text.optional(),
  op: oneOf(COMPARISON_OPERATORS).optional(),
  value: z.number({ error: 'a number' }).optional(),
  target: z.number({ error: SHARE }).min(0, SHARE).lt(1, SHARE).optional(),
  targetPercent: z
    .number({ error: SHARE_PERCENT })
    .min(0, SHARE_PERCENT)
    .lt(100, SHARE_PERCENT)
    .optional(),
  timeSliceTarget: z
    .number({ error: SLICE_SHARE })
    .gt(0, SLICE_SHARE)
    .max(1, SLICE_SHARE)
    .optional(),
  timeSliceWindow: z
    .string({ error: SLICE_WINDOW })
    .refine(
      value => {
        const parsed = parseDuration(value);
        return parsed !== undefined && 3_600 % durationSeconds(parsed) === 0;
      },
      { error: SLICE_WINDOW },
    )
    .optional(),
}).superRefine(({ target, targetPercent }, context) => {
  if ((target === undefined) === (targetPercent === undefined)) {
    context.addIssue({
      code: 'custom',
      path: ['target'],
      message: `either target (${SHARE}) or targetPercent (${SHARE_PERCENT})`,
    });
  }
});

const timeWindow = fields({
  duration,
  isRolling: z.boolean({ error: 'true or false' }).optional(),
  calendar: fields({
    startTime: z
      .string({ error: 'a local time such as 2026-01-01 00:00:00' })
      .refine(value => DateTime.fromSQL(value).isValid, {
        error: 'a local time such as 2026-01-01 00:00:00',
      }),
    timeZone: z
      .string({ error: 'an IANA time zone such as Europe/Madrid' })
      .refine(value => IANAZone.isValidZone(value), {
        error: 'an IANA time zone such as Europe/Madrid',
      }),
  }).optional(),
}).superRefine((window, context) => {
  const rolling = window.isRolling ?? !window.calendar;
  if (rolling === Boolean(window.calendar)) {
    context.addIssue({
      code: 'custom',
      path: ['isRolling'],
      message: 'true without calendar, or false with one',
    });
  }
  const parsed = parseDuration(window.duration);
  if (parsed && durationSeconds(parsed) < 3_600) {
    context.addIssue({
      code: 'custom',
      path: ['duration'],
      message: 'a window of at least 1h (m is minutes, M months)',
    });
  }
});

const sloSpec = fields({
  description: text.max(1_050, 'text of at most 1050 characters').optional(),
  service: name,
  indicator: fields({
    metadata: anyObject.optional(),
    spec: sliSpec,
  }).optional(),
  indicatorRef: name.optional(),
  timeWindow: list(timeWindow).length(1, 'a list with exactly one window'),
  budgetingMethod: oneOf(BUDGETING_METHODS),
  objectives: list(objective).min(1, 'a list with at least one objective'),
  alertPolicies: z.array(z.any(), { error: 'a list' }).nullable().optional(),
}).superRefine((spec, context) => {
  if (Boolean(spec.indicator) === Boolean(spec.indicatorRef)) {
    context.addIssue({
      code: 'custom',
      path: ['indicator'],
      message: 'either indicator or indicatorRef',
    });
  }
  if (spec.budgetingMethod !== 'Timeslices') return;
  spec.objectives.forEach((item, index) => {
    if (item.timeSliceTarget === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['objectives', index, 'timeSliceTarget'],
        message: SLICE_SHARE,
      });
    }
    if (item.timeSliceWindow === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['objectives', index, 'timeSliceWindow'],
        message: SLICE_WINDOW,
      });
    }
  });
});

const dataSourceSpec = fields({
  description: text.optional(),
  type: text,
  // Kept out: only hosts from the app's own configuration are ever contacted.
  connectionDetails: z.any().optional(),
});

const serviceSpec = fields({ description: text.optional() });

const labelValue = z.union([text, list(text)], { error: 'text' });

/** `metadata` of every kind. Numbers and booleans are taken as the text they look like. */
export const metadataSchema = fields({
  name,
  displayName: text.optional(),
  labels: z.record(z.string(), labelValue, { error: 'a mapping' }).optional(),
  annotations: z
    .record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean()], { error: 'text' }),
      { error: 'a mapping of names to text' },
    )
    .optional(),
});

/** `spec` by kind. Alerting kinds are accepted as they are. */
export const specSchemas: Record<OpenSloKind, z.ZodType> = {
  Service: serviceSpec,
  SLI: sliSpec,
  SLO: sloSpec,
  DataSource: dataSourceSpec,
  AlertPolicy: anyObject,
  AlertCondition: anyObject,
  AlertNotificationTarget: anyObject,
};

/** `spec` of an SLO. */
export type SloSpec = z.infer<typeof sloSpec>;
/** `spec` of an SLI. */
export type SliSpec = z.infer<typeof sliSpec>;
/** `spec` of a DataSource. */
export type DataSourceSpec = z.infer<typeof dataSourceSpec>;
/** A metric of an SLI. */
export type MetricSpec = z.infer<typeof metric>;
/** An objective of an SLO. */
export type ObjectiveSpec = z.infer<typeof objective>;
