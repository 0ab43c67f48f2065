import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import type { PlanRequest } from './api/plans';
import { workloadFields } from './estatePlanSchema';
import { choice, fields, whole } from './fields';
import { ENTITY_REF_PATTERN, INFRASTRUCTURES, PIPELINE_HOSTS } from './plan';
import { describeProblems } from './problems';

const USERS = whole(1, 100_000);

/** A ref as people write it, made full: kind and namespace may be left out, case does not count. */
function refOf(defaultKind: string, example: string) {
  const error = `expected the ref of an entity, such as ${example}`;
  return z.string({ error }).transform((value, context) => {
    const full = value.length <= 200 ? fullRef(value, defaultKind) : undefined;
    if (full !== undefined && parseEntityRef(full).kind === defaultKind) {
      return full;
    }
    context.addIssue({ code: 'custom', message: error });
    return z.NEVER;
  });
}

function fullRef(value: string, defaultKind: string): string | undefined {
  try {
    const full = stringifyEntityRef(
      parseEntityRef(value, { defaultKind, defaultNamespace: 'default' }),
    );
    return ENTITY_REF_PATTERN.test(full) ? full : undefined;
  } catch {
    return undefined;
  }
}

const slot = {
  environment: fields.environment,
  region: fields.region,
  expectedUsers: USERS,
  addressRange: fields.privateBlock.optional(),
  monthlyCost: fields.monthlyCost.optional(),
  relaxations: fields.relaxations.optional(),
};
const stampRef = refOf('resource', 'resource:default/shop-prod-westeurope-001');

/** What somebody wants done, with a limit on every field. */
export const planRequestSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('add'),
      workloadRef: refOf('system', 'system:default/shop'),
      ...slot,
      infrastructure: choice(INFRASTRUCTURES).optional(),
      pipeline: choice(PIPELINE_HOSTS).optional(),
      image: fields.image.optional(),
    }),
    z.strictObject({
      kind: z.literal('change'),
      stampRef,
      expectedUsers: USERS.optional(),
      image: fields.image.optional(),
      trafficWeight: whole(0, 100).optional(),
      monthlyCost: fields.monthlyCost.optional(),
    }),
    z.strictObject({ kind: z.literal('retire'), stampRef }),
    z.strictObject({
      kind: z.literal('new-workload'),
      ...workloadFields,
      stamp: z.strictObject(slot),
    }),
  ],
  { error: 'expected a kind: add, change, retire or new-workload' },
);

/**
 * What somebody wants done, or what is wrong with it: one `field: problem`
 * each. Refs come back full. Whether the policy allows it is not looked at.
 */
export function parsePlanRequest(
  value: unknown,
):
  | { request: PlanRequest; problems?: undefined }
  | { request?: undefined; problems: string[] } {
  const result = planRequestSchema.safeParse(value);
  if (result.success) return { request: result.data };
  return { problems: describeProblems(result.error) };
}
