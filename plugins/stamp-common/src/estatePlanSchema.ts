import { z } from 'zod';
import { EstatePlan } from './estatePlan';
import { choice, fields, line, text } from './fields';
import { workloadFolder } from './folders';
import { WORKLOAD_NAME_RULES, SharedResource } from './naming';
import { INFRASTRUCTURES, PIPELINE_HOSTS } from './plan';
import { azureNamesSchema, notesSchema, stampPlanSchema } from './planSchema';
import {
  DOMAIN_PATTERN,
  GROUP_REF_PATTERN,
  MAX_DESCRIPTION,
  MAX_TITLE,
  WORKLOAD_NAME_PATTERN,
  WORKLOAD_TIERS,
} from './planWorkload';
import { describeProblems } from './problems';
import { WorkloadPlan } from './workloadPlan';

/** Fields of a new workload that its request and its plan share. */
export const workloadFields = {
  name: text(
    WORKLOAD_NAME_PATTERN,
    25,
    '3 to 25 lower-case letters and digits with single hyphens between them, starting with a letter',
  ),
  title: line(1, MAX_TITLE),
  description: line(0, MAX_DESCRIPTION),
  owner: text(
    GROUP_REF_PATTERN,
    200,
    'a group in lower case, such as group:default/payments',
  ),
  domain: text(DOMAIN_PATTERN, 63, 'the name of a Domain').optional(),
  tier: choice(WORKLOAD_TIERS),
  residency: text(
    /^[A-Za-z0-9][A-Za-z0-9 _-]{0,39}$/,
    40,
    'a word of the policy, such as EU, or a country code',
  ).optional(),
  addressRange: fields.privateBlock,
  homeRegion: fields.region,
  image: fields.image,
  infrastructure: choice(INFRASTRUCTURES),
  pipeline: choice(PIPELINE_HOSTS),
};

const basis = text(/^[0-9a-f]{64}$/, 64, 'a SHA-256');

/** A workload's plan that came from outside. */
export const workloadPlanSchema: z.ZodType<WorkloadPlan> = z
  .strictObject({
    ...workloadFields,
    workloadRef: fields.entityRef,
    azureNames: azureNamesSchema<SharedResource>(WORKLOAD_NAME_RULES),
    alertReceivers: fields.alertReceivers.optional(),
    tags: fields.tags,
    folder: text(/^workloads\/[a-z0-9-]+$/, 60, 'the folder of a workload'),
    notes: notesSchema,
  })
  .superRefine(({ name, workloadRef, folder }, context) => {
    const follows = {
      workloadRef: [workloadRef, `system:default/${name}`],
      folder: [folder, workloadFolder(name)],
    };
    for (const [field, [found, expected]] of Object.entries(follows)) {
      if (found !== expected) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message: `expected ${expected}`,
        });
      }
    }
  });

const ofAll = { stamp: stampPlanSchema, notes: notesSchema.optional() };

const kinds = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('add'), ...ofAll }),
    z.strictObject({
      kind: z.literal('change'),
      ...ofAll,
      basis: basis.optional(),
    }),
    z.strictObject({
      kind: z.literal('drain'),
      ...ofAll,
      basis: basis.optional(),
    }),
    z.strictObject({ kind: z.literal('remove'), ...ofAll }),
    z.strictObject({
      kind: z.literal('new-workload'),
      ...ofAll,
      workload: workloadPlanSchema,
    }),
  ],
  { error: 'expected a plan of a kind that is known' },
);

/** A plan of any kind that came from outside. */
export const estatePlanSchema: z.ZodType<EstatePlan> = kinds.superRefine(
  (plan, context) => {
    const { kind, stamp } = plan;
    const isGoing = kind === 'drain' || kind === 'remove';
    const isDraining = stamp.lifecycle === 'draining';
    if (isGoing !== isDraining) {
      context.addIssue({
        code: 'custom',
        path: ['stamp', 'lifecycle'],
        message: `expected ${
          isGoing ? 'draining' : 'planned'
        }, as the kind is ${kind}`,
      });
    }
    if (
      plan.kind === 'new-workload' &&
      stamp.workloadRef !== plan.workload.workloadRef
    ) {
      context.addIssue({
        code: 'custom',
        path: ['stamp', 'workloadRef'],
        message: `expected ${plan.workload.workloadRef}`,
      });
    }
  },
);

/** A plan of any kind, or what is wrong with it: one `field: problem` each. */
export function parseEstatePlan(
  value: unknown,
):
  | { plan: EstatePlan; problems?: undefined }
  | { plan?: undefined; problems: string[] } {
  const result = estatePlanSchema.safeParse(value);
  if (result.success) return { plan: result.data };
  return { problems: describeProblems(result.error) };
}
