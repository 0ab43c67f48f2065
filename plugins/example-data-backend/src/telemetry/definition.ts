import { Duration } from 'luxon';
import { z } from 'zod';

const share = z.number().min(0).max(1);

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected lower-case words with dashes');

const duration = z.string().transform((text, context) => {
  const seconds = Duration.fromISO(text).as('seconds');
  if (Number.isFinite(seconds) && seconds > 0) return seconds;
  context.addIssue('expected an ISO 8601 duration such as PT47M or P5D');
  return z.NEVER;
});

const occurrence = {
  name: z.string().min(1),
  startDaysAgo: z.number().positive(),
  duration: duration.optional(),
  everyDays: z.number().positive().optional(),
  missing: z.literal(true).optional(),
};

const ratioSeries = z.strictObject({
  name,
  kind: z.literal('ratio'),
  story: z.string().min(1),
  rate: z.number().positive(),
  rhythm: z.enum(['office-hours', 'round-the-clock', 'flat']),
  errorRatio: share,
  events: z
    .array(
      z.strictObject({
        ...occurrence,
        errorRatio: share.optional(),
        rateFactor: z.number().min(0).optional(),
      }),
    )
    .default([]),
});

const thresholdSeries = z.strictObject({
  name,
  kind: z.literal('threshold'),
  story: z.string().min(1),
  typical: z.number().positive(),
  spread: share,
  rhythm: z.enum(['office-hours', 'round-the-clock', 'flat']),
  events: z
    .array(
      z.strictObject({
        ...occurrence,
        typical: z.number().positive().optional(),
      }),
    )
    .default([]),
});

/** Shape of `telemetry.yaml`; `examples/README.md` explains every field. */
export const telemetrySchema = z.strictObject({
  apiVersion: z.literal('plumbline.io/v1'),
  kind: z.literal('ExampleTelemetry'),
  series: z.array(z.discriminatedUnion('kind', [ratioSeries, thresholdSeries])),
});

/** Counts of good and all events, as `<name>.good` and `<name>.total`. */
export type RatioSeries = z.infer<typeof ratioSeries>;

/** A gauge, as `<name>.value`. */
export type ThresholdSeries = z.infer<typeof thresholdSeries>;

/** One series of the telemetry and its story. */
export type Series = RatioSeries | ThresholdSeries;
