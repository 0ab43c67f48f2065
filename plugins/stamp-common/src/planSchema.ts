import { z } from 'zod';
import { parseBlock } from './addressing';
import { NAME_RULES, NamedResource } from './naming';
import { PLACEMENT_RULES } from './placement';
import {
  ENTITY_REF_PATTERN,
  ENVIRONMENT_PATTERN,
  INFRASTRUCTURES,
  PIPELINE_HOSTS,
  StampPlan,
} from './plan';

const entityRef = z.string().regex(ENTITY_REF_PATTERN);
const entityName = z.string().regex(/^[a-z0-9]([a-z0-9_.-]{0,61}[a-z0-9])?$/);
const regionName = z.string().regex(/^[a-z0-9]{1,30}$/);
const block = z
  .string()
  .max(18)
  .refine(text => parseBlock(text) !== undefined, 'expected a CIDR block');
const count = z.number().int().min(1).max(100_000);
const resourceType = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,62}$/);

const azureNameSchema = z.object(
  Object.fromEntries(
    Object.entries(NAME_RULES).map(([resource, { maxLength }]) => [
      resource,
      z
        .string()
        .max(maxLength)
        .regex(/^[a-z0-9][a-z0-9-]*[a-z0-9]$/),
    ]),
  ) as Record<NamedResource, z.ZodString>,
);

/**
 * Folder of a stamp below the estate's root: `stamps/<workload>/<environment>/<region>-<nnn>`.
 * Each part starts with a letter or digit, so that none can climb.
 */
export const FOLDER_PATTERN =
  /^stamps\/[a-z0-9][a-z0-9_.~-]{0,126}\/[a-z][a-z0-9]{1,11}\/[a-z0-9]{1,30}-\d{3}$/;

/**
 * A plan that came from outside, such as from a template's step. Every string
 * has a pattern, so that nothing else reaches a file.
 */
export const stampPlanSchema: z.ZodType<StampPlan> = z.strictObject({
  stampRef: entityRef,
  name: entityName,
  resourcePrefix: entityName,
  workloadRef: entityRef,
  owner: entityRef,
  environment: z.string().regex(ENVIRONMENT_PATTERN),
  region: regionName,
  geoCode: z.string().regex(/^[a-z0-9]{1,4}$/),
  zones: z.array(z.string().regex(/^[1-9]$/)).max(9),
  pairedRegion: regionName.optional(),
  infrastructure: z.enum(INFRASTRUCTURES),
  pipeline: z.enum(PIPELINE_HOSTS),
  lifecycle: z.enum(['planned', 'draining']),
  trafficWeight: z.number().int().min(0).max(100),
  image: z.string().max(300),
  monthlyCost: z
    .strictObject({
      amount: z.number().min(0).max(10_000_000),
      currency: z.string().regex(/^[A-Z]{3}$/),
    })
    .optional(),
  relaxations: z
    .array(
      z.strictObject({
        rule: z.enum(PLACEMENT_RULES),
        reason: z.string().min(10).max(500),
      }),
    )
    .max(10),
  tags: z.record(z.string().max(512), z.string().max(256)),
  instance: z.number().int().min(1).max(999),
  address: z.strictObject({
    range: block,
    outOf: block,
    source: z.enum(['workload', 'policy']),
    webSubnet: block,
    endpointSubnet: block,
  }),
  size: z.strictObject({
    expectedUsers: count,
    sku: z.string().regex(/^[A-Za-z0-9]{1,10}$/),
    minInstances: count,
    maxInstances: count,
    usersPerInstance: count,
  }),
  maxUsers: count,
  azureNames: azureNameSchema,
  storageReplication: z.enum(['GZRS', 'ZRS', 'GRS', 'LRS']),
  globalResources: z
    .array(
      z.strictObject({
        ref: entityRef,
        type: resourceType,
        azureId: z.string().max(500).optional(),
      }),
    )
    .max(200),
  folder: z.string().regex(FOLDER_PATTERN),
  notes: z.array(z.string().max(500)).max(50),
});
