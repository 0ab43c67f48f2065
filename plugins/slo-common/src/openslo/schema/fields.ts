import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { parseDuration } from '../../duration';
import { OpenSloVersion } from '../versions';

// The message of every rule is what is expected; parseOpenSlo adds what was found and where.

/** A mapping of exactly these fields. */
export function fields<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: issue =>
      issue.code === 'unrecognized_keys'
        ? `only ${Object.keys(shape).join(', ')}`
        : 'a mapping of fields',
  });
}

/** One of some words. */
export function oneOf<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: values.join(' or ') });
}

/** A list of things. */
export function list<T extends z.ZodType>(item: T) {
  return z.array(item, { error: 'a list' });
}

export const text = z.string({ error: 'text' });
export const description = text
  .max(1_050, 'text of at most 1050 characters')
  .optional();
export const flag = z.boolean({ error: 'true or false' });
export const anyObject = z.record(z.string(), z.any(), {
  error: 'a mapping of fields',
}) as unknown as z.ZodType<JsonObject>;
/** Capitals are no DNS label, but OpenSLO's own examples have them: only a warning. */
export const name = z
  .string({ error: 'a name' })
  .regex(/^[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$/, {
    error: 'a name of lower-case letters, digits and hyphens, at most 63',
  });

/** OpenSLO's duration shorthand in the units of the version. */
export function durationOf(version: OpenSloVersion) {
  const [units, expected] =
    version === 'openslo/v1'
      ? ['mhdwMQY', 'a duration such as 5m, 1h, 28d, 4w, 1M']
      : ['mhdw', 'a duration such as 5m, 1h, 28d, 4w'];
  const hint =
    version === 'openslo/v1'
      ? `${expected} (m is minutes, M months)`
      : `${expected} (v2alpha has no months, quarters and years)`;
  return z
    .string({ error: 'a duration such as 28d' })
    .refine(value => units.includes(parseDuration(value)?.unit ?? ' '), {
      error: hint,
    });
}

const labelValue = z.union([text, list(text)], { error: 'text' });
const labels = z
  .record(z.string(), labelValue, { error: 'a mapping' })
  .optional();
const annotations = z
  .record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean()], { error: 'text' }),
    { error: 'a mapping of names to text' },
  )
  .nullish()
  .transform(written =>
    Object.fromEntries(
      Object.entries(written ?? {}).map(([key, value]) => [key, String(value)]),
    ),
  );

/** `metadata` of every kind. Numbers and booleans in annotations are taken as the text they look like. */
export function metadataOf(version: OpenSloVersion) {
  return version === 'openslo/v1'
    ? fields({ name, displayName: text.optional(), labels, annotations })
    : fields({ name, labels, annotations });
}
