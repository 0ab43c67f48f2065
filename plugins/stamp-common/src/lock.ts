import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { z } from 'zod';
import { workloadPlanSchema } from './estatePlanSchema';
import { ExistingStamp } from './estate';
import { StampPlan } from './plan';
import { stampPlanSchema } from './planSchema';
import { describeProblems } from './problems';
import { WorkloadPlan } from './workloadPlan';

/** Name of the file that says from what a stamp's files were made. */
export const LOCK_FILE = 'stamp.lock.json';

/** Name of the file that says from what a workload's files were made. */
export const WORKLOAD_LOCK_FILE = 'workload.lock.json';

/** Version of the rendered files; changes whenever a render of the same plan does, which a test of stamp-node holds it to. */
export const TEMPLATE_VERSION = '2.0.0';

const API_VERSION = 'plumbline.io/v1';
const MAX_LOCK = 1_000_000;

/**
 * What a stamp's files were made from: enough to render them again, and to see
 * whether someone changed a file since.
 */
export interface StampLock {
  apiVersion: 'plumbline.io/v1';
  kind: 'StampLock';
  templateVersion: string;
  plan: StampPlan;
  /** SHA-256 in hexadecimal of each file that belongs to the stamp alone, by path below the estate's root. */
  files: Record<string, string>;
}

/** The same of a workload's files, without those of its stamps. */
export interface WorkloadLock {
  apiVersion: 'plumbline.io/v1';
  kind: 'WorkloadLock';
  templateVersion: string;
  plan: WorkloadPlan;
  /** SHA-256 in hexadecimal of each file, by path below the estate's root. */
  files: Record<string, string>;
}

/** What stays of a removed stamp: that its number was used. */
export interface RetiredStamp {
  apiVersion: 'plumbline.io/v1';
  kind: 'RetiredStamp';
  /** Name of the entity that it had. */
  name: string;
  environment: string;
  region: string;
  instance: number;
}

/**
 * Path of a file below the estate's root. No part climbs, none is empty, none
 * is Git's own.
 */
export const ESTATE_PATH_PATTERN =
  /^(?=.{1,250}$)((?!\.git\/)\.?[A-Za-z0-9][A-Za-z0-9._~-]*\/)*(?!\.git$)\.?[A-Za-z0-9][A-Za-z0-9._~-]*$/;

const header = {
  apiVersion: z.literal(API_VERSION),
  templateVersion: z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/),
  files: z
    .record(
      z.string().regex(ESTATE_PATH_PATTERN, 'expected a path of the estate'),
      z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256'),
    )
    .refine(files => Object.keys(files).length <= 500, {
      error: 'expected at most 500 files',
    }),
};

const stampLockSchema: z.ZodType<StampLock> = z.strictObject({
  ...header,
  kind: z.literal('StampLock'),
  plan: stampPlanSchema,
});

const workloadLockSchema: z.ZodType<WorkloadLock> = z.strictObject({
  ...header,
  kind: z.literal('WorkloadLock'),
  plan: workloadPlanSchema,
});

const retiredStampSchema: z.ZodType<RetiredStamp> = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('RetiredStamp'),
  name: z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,62}$/),
  environment: z.string().regex(/^[a-z][a-z0-9]{1,11}$/),
  region: z.string().regex(/^[a-z0-9]{1,30}$/),
  instance: z.number().int().min(1).max(999),
});

/** A stamp's lock file, or what is wrong with it: one `field: problem` each. */
export function parseStampLock(
  text: string,
):
  | { lock: StampLock; problems?: undefined }
  | { lock?: undefined; problems: string[] } {
  const { value, problems } = parse(text, stampLockSchema);
  return value ? { lock: value } : { problems };
}

/** A workload's lock file, or what is wrong with it: one `field: problem` each. */
export function parseWorkloadLock(
  text: string,
):
  | { lock: WorkloadLock; problems?: undefined }
  | { lock?: undefined; problems: string[] } {
  const { value, problems } = parse(text, workloadLockSchema);
  return value ? { lock: value } : { problems };
}

/** The record of a removed stamp, or what is wrong with it: one `field: problem` each. */
export function parseRetiredStamp(
  text: string,
):
  | { retired: RetiredStamp; problems?: undefined }
  | { retired?: undefined; problems: string[] } {
  const { value, problems } = parse(text, retiredStampSchema);
  return value ? { retired: value } : { problems };
}

/** What is kept of a stamp that is removed. */
export function retiredStampOf(plan: StampPlan): RetiredStamp {
  const { name, environment, region, instance } = plan;
  return {
    apiVersion: API_VERSION,
    kind: 'RetiredStamp',
    name,
    environment,
    region,
    instance,
  };
}

/** What planning another stamp needs of the one that a lock describes. */
export function existingStampOfLock({
  plan,
}: Pick<StampLock, 'plan'>): ExistingStamp {
  return {
    name: plan.name,
    environment: plan.environment,
    region: plan.region,
    instance: plan.instance,
    addressRange: plan.address.range,
  };
}

/** SHA-256 of a file's content, in hexadecimal, as a lock holds it. */
export function fileHash(content: string | Uint8Array): string {
  return bytesToHex(
    sha256(
      typeof content === 'string'
        ? utf8ToBytes(content)
        : Uint8Array.from(content),
    ),
  );
}

/** SHA-256 of a stamp's plan in hexadecimal, whatever the order of its fields. Notes only say what to know. */
export function planHash({ notes, ...plan }: StampPlan): string {
  return fileHash(
    JSON.stringify(plan, (_, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)),
          )
        : value,
    ),
  );
}

function parse<T>(
  text: string,
  schema: z.ZodType<T>,
):
  | { value: T; problems?: undefined }
  | { value?: undefined; problems: string[] } {
  if (text.length > MAX_LOCK) {
    return { problems: [`(all): longer than ${MAX_LOCK} characters`] };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problems: ['(all): not JSON'] };
  }
  const version = versionOf(json);
  if (version !== undefined && isOlderKind(version)) {
    return {
      problems: [
        `templateVersion: made by version ${version}, which this one (${TEMPLATE_VERSION}) cannot read`,
      ],
    };
  }
  const result = schema.safeParse(json);
  if (result.success) return { value: result.data };
  return { problems: describeProblems(result.error) };
}

function versionOf(json: unknown): string | undefined {
  const version = (json as { templateVersion?: unknown } | null)
    ?.templateVersion;
  return typeof version === 'string' && /^\d{1,5}(\.\d{1,5}){2}$/.test(version)
    ? version
    : undefined;
}

/** Plans of another first number have other fields. */
function isOlderKind(version: string): boolean {
  return version.split('.')[0] !== TEMPLATE_VERSION.split('.')[0];
}
