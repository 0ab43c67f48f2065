import { z } from 'zod';
import { ExistingStamp } from './estate';
import { StampPlan } from './plan';
import { stampPlanSchema } from './planSchema';

/** Name of the file that says from what a stamp's folder was made. */
export const LOCK_FILE = 'stamp.lock.json';

/** Version of the rendered files; changes whenever a render of the same plan does. */
export const TEMPLATE_VERSION = '1.0.0';

/**
 * What a stamp's folder was made from: enough to render it again, and to see
 * whether someone changed a file since.
 */
export interface StampLock {
  apiVersion: 'plumbline.io/v1';
  kind: 'StampLock';
  templateVersion: string;
  plan: StampPlan;
  /** SHA-256 in hexadecimal of each file beside it, by path. */
  files: Record<string, string>;
}

const stampLockSchema: z.ZodType<StampLock> = z.strictObject({
  apiVersion: z.literal('plumbline.io/v1'),
  kind: z.literal('StampLock'),
  templateVersion: z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/),
  plan: stampPlanSchema,
  files: z.record(
    z.string().regex(/^([a-z0-9][a-z0-9._-]*\/)*[a-z0-9][a-z0-9._-]*$/),
    z.string().regex(/^[0-9a-f]{64}$/),
  ),
});

/** A lock file, or what is wrong with it: one `field: problem` each. */
export function parseStampLock(
  text: string,
):
  | { lock: StampLock; problems?: undefined }
  | { lock?: undefined; problems: string[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problems: [`not JSON: ${(error as Error).message}`] };
  }
  const result = stampLockSchema.safeParse(json);
  if (result.success) return { lock: result.data };
  return { problems: describeProblems(result.error) };
}

/** A plan, or what is wrong with it: one `field: problem` each. */
export function parseStampPlan(
  value: unknown,
):
  | { plan: StampPlan; problems?: undefined }
  | { plan?: undefined; problems: string[] } {
  const result = stampPlanSchema.safeParse(value);
  if (result.success) return { plan: result.data };
  return { problems: describeProblems(result.error) };
}

/** What planning another stamp needs of the one that a lock describes. */
export function existingStampOfLock({ plan }: StampLock): ExistingStamp {
  return {
    name: plan.name,
    environment: plan.environment,
    region: plan.region,
    instance: plan.instance,
    addressRange: plan.address.range,
  };
}

function describeProblems(error: z.ZodError): string[] {
  return error.issues.map(
    issue => `${issue.path.join('.') || '(all)'}: ${issue.message}`,
  );
}
