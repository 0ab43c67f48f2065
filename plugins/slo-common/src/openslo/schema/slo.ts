import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { BUDGETING_METHODS, COMPARISON_OPERATORS } from '../../definition';
import { durationSeconds, parseDuration } from '../../duration';
import { OpenSloVersion } from '../versions';
import { alertPolicySpecOf, referenceOr } from './alerting';
import {
  anyObject,
  description,
  durationOf,
  fields,
  flag,
  list,
  name,
  oneOf,
  text,
} from './fields';
import { sliSpecOf } from './sli';

const SHARE = 'a number of at least 0 and below 1, such as 0.995';
const SHARE_PERCENT = 'a number of at least 0 and below 100, such as 99.5';
const NO_BUDGET = '(a target of 100% leaves no error budget)';
const SLICE_SHARE = 'a number above 0 and at most 1, such as 0.95';
const SLICE_WINDOW =
  'a duration that divides an hour, such as 1m, 5m, 15m or 1h';
const WEIGHT = 'a number above 0';
const START_TIME = 'a local time such as 2026-01-01 00:00:00';
const TIME_ZONE = 'an IANA time zone such as Europe/Madrid';

/** Whether slices of this length fill an hour. */
export function dividesHour(written: string): boolean {
  const parsed = parseDuration(written);
  return parsed !== undefined && 3_600 % durationSeconds(parsed) === 0;
}

const timeSliceWindow = z
  .union([z.number(), z.string()], { error: SLICE_WINDOW })
  // A bare number is minutes.
  .transform(written => (typeof written === 'number' ? `${written}m` : written))
  .refine(dividesHour, { error: SLICE_WINDOW });

function shareBelow(most: number, expected: string) {
  return z
    .number({ error: expected })
    .min(0, expected)
    .lt(most, {
      error: ({ input }) =>
        input === most ? `${expected} ${NO_BUDGET}` : expected,
    })
    .optional();
}

const numbers = {
  displayName: text.optional(),
  op: oneOf(COMPARISON_OPERATORS).optional(),
  value: z.number({ error: 'a number' }).optional(),
  target: shareBelow(1, SHARE),
  targetPercent: shareBelow(100, SHARE_PERCENT),
  timeSliceTarget: z
    .number({ error: SLICE_SHARE })
    .gt(0, SLICE_SHARE)
    .max(1, SLICE_SHARE)
    .optional(),
  timeSliceWindow: timeSliceWindow.optional(),
  compositeWeight: z.number({ error: WEIGHT }).gt(0, WEIGHT).optional(),
};

function hasOneTarget({ target, targetPercent }: Record<string, unknown>) {
  return (target === undefined) !== (targetPercent === undefined);
}

const timeZone = z
  .string({ error: TIME_ZONE })
  .refine(value => IANAZone.isValidZone(value), { error: TIME_ZONE });
const startTime = z
  .string({ error: START_TIME })
  .refine(value => DateTime.fromSQL(value).isValid, { error: START_TIME });

function timeWindowOf(version: OpenSloVersion) {
  return fields({
    duration: durationOf(version),
    isRolling: flag.optional(),
    calendar: fields({ startTime, timeZone }).optional(),
  }).superRefine((window, context) => {
    const rolling = window.isRolling ?? !window.calendar;
    if (rolling === Boolean(window.calendar)) {
      context.addIssue({
        code: 'custom',
        path: ['isRolling'],
        message: 'true without calendar, or false with one',
      });
    }
  });
}

/** `spec` of an SLO. */
export function sloSpecOf(version: OpenSloVersion) {
  const v1 = version === 'openslo/v1';
  const [own, ref] = v1 ? ['indicator', 'indicatorRef'] : ['sli', 'sliRef'];
  const sli = {
    [own]: fields({
      metadata: anyObject.optional(),
      spec: sliSpecOf(version),
    }).optional(),
    [ref]: name.optional(),
  };
  const objective = fields(
    v1
      ? { ...numbers, ...sli }
      : { ...numbers, labels: anyObject.optional(), ...sli },
  ).refine(hasOneTarget, {
    path: ['target'],
    error: `either target (${SHARE}) or targetPercent (${SHARE_PERCENT})`,
  });
  // Its proposal writes service and its Go library serviceRef.
  const service = v1
    ? { service: name }
    : { service: name.optional(), serviceRef: name.optional() };
  return fields({
    description,
    ...service,
    ...sli,
    timeWindow: list(timeWindowOf(version))
      .length(1, 'a list with exactly one window')
      .optional(),
    budgetingMethod: oneOf(BUDGETING_METHODS),
    objectives: list(objective).min(1, 'a list with at least one objective'),
    alertPolicies: list(
      referenceOr({
        field: 'alertPolicyRef',
        kind: 'AlertPolicy',
        spec: alertPolicySpecOf(version),
        version,
      }),
    ).nullish(),
  }).superRefine((written, context) => {
    const spec = written as Record<string, unknown>;
    const objectives = spec.objectives as Record<string, unknown>[];
    const report = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    if (!v1 && Boolean(spec.service) === Boolean(spec.serviceRef)) {
      report(['serviceRef'], 'the name of a service');
    }
    const has = (of: Record<string, unknown>) =>
      [own, ref].filter(field => of[field] !== undefined).length;
    const composite = objectives.some(each => has(each) > 0);
    if (composite && has(spec) > 0) {
      report([own], `${own} or ${ref} here, or in every objective, not both`);
    } else if (composite) {
      objectives.forEach((each, index) => {
        if (has(each) !== 1) {
          report(
            ['objectives', index, own],
            `either ${own} or ${ref}, as the other objectives have it`,
          );
        }
      });
    } else if (has(spec) !== 1) {
      report([own], `either ${own} or ${ref}`);
    }
    const { budgetingMethod } = spec;
    objectives.forEach((each, index) => {
      if (
        budgetingMethod === 'Timeslices' &&
        each.timeSliceTarget === undefined
      ) {
        report(['objectives', index, 'timeSliceTarget'], SLICE_SHARE);
      }
      if (
        budgetingMethod !== 'Occurrences' &&
        each.timeSliceWindow === undefined
      ) {
        report(['objectives', index, 'timeSliceWindow'], SLICE_WINDOW);
      }
    });
  });
}
