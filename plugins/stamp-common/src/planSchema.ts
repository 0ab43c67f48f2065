import { parseEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { formatBlock, parseBlock, subBlock } from './addressing';
import { choice, fields, text, whole } from './fields';
import { stampFolder } from './folders';
import {
  NAME_RULES,
  NamedResource,
  stampName,
  stampResourcePrefix,
} from './naming';
import {
  AZURE_NAME_PATTERN,
  INFRASTRUCTURES,
  MAX_GLOBAL_RESOURCES,
  PIPELINE_HOSTS,
  RESOURCE_TYPE_PATTERN,
  StampPlan,
} from './plan';
import { slotOf } from './slot';

const count = whole(1, 100_000);
const SUBNETS = ['webSubnet', 'endpointSubnet'] as const;
const azureName = text(AZURE_NAME_PATTERN, 90, 'the name of an Azure resource');

/** Notes of plans: for people, never in code. */
export const notesSchema = z
  .array(
    z
      .string()
      .max(1000)
      .regex(/^\P{C}*$/u, 'expected one line'),
  )
  .max(50);

/** Names of Azure resources, each within its rule. */
export function azureNamesSchema<T extends string>(
  rules: Record<T, { maxLength: number; room: number }>,
): z.ZodType<Record<T, string>> {
  const shape = Object.fromEntries(
    Object.entries<{ maxLength: number; room: number }>(rules).map(
      ([resource, { maxLength, room }]) => [
        resource,
        text(
          /^[a-z0-9]+(-[a-z0-9]+)*$/,
          maxLength - room,
          `a name of at most ${
            maxLength - room
          } lower-case letters, digits and single hyphens`,
        ),
      ],
    ),
  );
  return z.strictObject(shape) as unknown as z.ZodType<Record<T, string>>;
}

const shape = z.strictObject({
  stampRef: fields.entityRef,
  name: fields.entityName,
  resourcePrefix: fields.entityName,
  workloadRef: fields.entityRef,
  owner: fields.entityRef,
  environment: fields.environment,
  region: fields.region,
  geoCode: text(/^[a-z0-9]{1,4}$/, 4, 'the short code of a region'),
  zones: z.array(text(/^[1-9]$/, 1, 'a zone')).max(9),
  pairedRegion: fields.region.optional(),
  infrastructure: choice(INFRASTRUCTURES),
  pipeline: choice(PIPELINE_HOSTS),
  lifecycle: choice(['planned', 'draining']),
  trafficWeight: whole(0, 100),
  image: fields.image,
  monthlyCost: fields.monthlyCost.optional(),
  alertReceivers: fields.alertReceivers.optional(),
  relaxations: fields.relaxations,
  tags: fields.tags,
  instance: whole(1, 999),
  address: z.strictObject({
    range: fields.privateBlock,
    outOf: fields.privateBlock,
    source: choice(['workload', 'policy']),
    webSubnet: fields.privateBlock,
    endpointSubnet: fields.privateBlock,
  }),
  size: z.strictObject({
    expectedUsers: count,
    sku: text(/^[A-Za-z0-9]{1,10}$/, 10, 'a SKU'),
    minInstances: count,
    maxInstances: count,
    usersPerInstance: count,
  }),
  maxUsers: count,
  azureNames: azureNamesSchema<NamedResource>(NAME_RULES),
  storageReplication: choice(['GZRS', 'ZRS', 'GRS', 'LRS']),
  globalResources: z
    .array(
      z.strictObject({
        ref: fields.entityRef,
        type: text(RESOURCE_TYPE_PATTERN, 63, 'the type of a resource'),
        azureId: fields.azureId.optional(),
        azureName: azureName.optional(),
        resourceGroup: azureName.optional(),
      }),
    )
    .max(MAX_GLOBAL_RESOURCES),
  folder: text(/^stamps\/[a-z0-9_.~/-]+$/, 200, 'the folder of a stamp'),
  notes: notesSchema,
});

/**
 * A plan that came from outside, such as from a template's step. Every string
 * has a pattern, so that nothing else reaches a file; and what follows from its
 * slot does follow, so that no plan names one stamp and writes another's files.
 */
export const stampPlanSchema: z.ZodType<StampPlan> = shape.superRefine(
  (plan, context) => {
    for (const [path, expected] of inconsistencies(plan)) {
      context.addIssue({
        code: 'custom',
        path: path.split('.'),
        message: `expected ${expected}`,
      });
    }
  },
);

/** Fields that contradict the slot, with what follows from it. */
function* inconsistencies(plan: StampPlan): Generator<[string, string]> {
  const { kind, namespace } = parseEntityRef(plan.workloadRef);
  if (kind !== 'system') yield ['workloadRef', 'a System'];
  const slot = slotOf(plan);
  const name = stampName(slot);
  const follows: [keyof StampPlan, string][] = [
    ['name', name],
    ['stampRef', `resource:${namespace}/${name}`],
    ['resourcePrefix', stampResourcePrefix(slot)],
    ['folder', stampFolder(slot)],
  ];
  for (const [field, expected] of follows) {
    if (plan[field] !== expected) yield [field, expected];
  }
  const range = parseBlock(plan.address.range)!;
  if (range.prefix > 23) yield ['address.range', 'at least a /23'];
  for (const [index, field] of SUBNETS.entries()) {
    const expected = formatBlock(subBlock(range, 24, index));
    if (plan.address[field] !== expected) yield [`address.${field}`, expected];
  }
  const { minInstances, maxInstances } = plan.size;
  if (maxInstances < minInstances) {
    yield ['size.maxInstances', `at least ${minInstances}`];
  }
  if (plan.lifecycle === 'draining' && plan.trafficWeight > 0) {
    yield ['trafficWeight', '0 of a stamp that is draining'];
  }
}
