import { z } from 'zod';
import { ALERT_SEVERITY_WORDS } from '../alertSeverity';
import { ALERT_CONDITION_KINDS } from '../specs';
import { COMPARISON_OPERATORS } from '../../definition';
import { OpenSloVersion } from '../versions';
import {
  description,
  durationOf,
  fields,
  flag,
  list,
  metadataOf,
  name,
  oneOf,
  text,
} from './fields';

const THRESHOLDS: Record<
  (typeof ALERT_CONDITION_KINDS)[number],
  { least: number; most: number; expected: string }
> = {
  burnrate: {
    least: 0,
    most: Infinity,
    expected: 'a burn rate of at least 0, such as 14.4',
  },
  'error-rate': {
    least: 0,
    most: 1,
    expected: 'a share of 0 to 1, such as 0.05',
  },
  'error-count': {
    least: 0,
    most: Infinity,
    expected: 'a count of at least 0, such as 5',
  },
  budget: {
    least: -Infinity,
    most: 1,
    expected: 'a share of the budget of at most 1, such as 0.1',
  },
};

/** `spec` of an AlertCondition. */
export function alertConditionSpecOf(version: OpenSloVersion) {
  const duration = durationOf(version);
  return fields({
    description,
    severity: text.min(1, `such as ${ALERT_SEVERITY_WORDS.join(', ')}`),
    condition: fields({
      kind: oneOf(ALERT_CONDITION_KINDS).default('burnrate'),
      op: oneOf(COMPARISON_OPERATORS),
      threshold: z.number({ error: 'a number' }),
      lookbackWindow: duration.optional(),
      // OpenSLO's default is a duration that is none: 0m.
      alertAfter: z.literal(['0m', '0h', '0d', '0w']).or(duration).optional(),
    }).superRefine(({ kind, threshold, lookbackWindow }, context) => {
      const { least, most, expected } = THRESHOLDS[kind];
      if (!(threshold >= least && threshold <= most)) {
        context.addIssue({
          code: 'custom',
          path: ['threshold'],
          message: expected,
        });
      }
      if (kind !== 'budget' && lookbackWindow === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['lookbackWindow'],
          message: 'a duration such as 1h',
        });
      }
    }),
  });
}

/** `spec` of an AlertNotificationTarget. */
export const alertNotificationTargetSpec = fields({
  target: text.min(1, 'such as slack or email'),
  description,
});

/** `spec` of an AlertPolicy. */
export function alertPolicySpecOf(version: OpenSloVersion) {
  return fields({
    description,
    alertWhenNoData: flag.optional(),
    alertWhenResolved: flag.optional(),
    alertWhenBreaching: flag.optional(),
    conditions: list(
      referenceOr({
        field: 'conditionRef',
        kind: 'AlertCondition',
        spec: alertConditionSpecOf(version),
        version,
      }),
    ).min(1, 'a list with one condition'),
    notificationTargets: list(
      referenceOr({
        field: 'targetRef',
        kind: 'AlertNotificationTarget',
        spec: alertNotificationTargetSpec,
        version,
      }),
    ).optional(),
  });
}

/** The name of a document in a field of its own, or as plain text as older files have it, or the document itself. */
export function referenceOr(options: {
  field: string;
  kind: string;
  spec: z.ZodType;
  version: OpenSloVersion;
}) {
  const { field, kind, spec, version } = options;
  const reference = fields({ [field]: name });
  const inline = fields({
    apiVersion: text.optional(),
    kind: z.literal(kind, { error: kind }),
    metadata: metadataOf(version),
    spec,
  });
  return z.any().transform((written, context) => {
    if (typeof written === 'string') return { ref: written };
    const isReference =
      typeof written === 'object' && written !== null && field in written;
    const checked = (isReference ? reference : inline).safeParse(written);
    if (!checked.success) {
      for (const issue of checked.error.issues) {
        const whole = issue.path.length === 0 && issue.code === 'invalid_type';
        context.issues.push({
          ...issue,
          message: whole
            ? `a mapping with ${field}, or the ${kind} itself`
            : issue.message,
          input: written,
        } as z.core.$ZodRawIssue);
      }
      return z.NEVER;
    }
    if (isReference) return { ref: String(written[field]) };
    const { metadata, spec: own } = checked.data as {
      metadata: object;
      spec: object;
    };
    return { metadata, spec: own };
  });
}
