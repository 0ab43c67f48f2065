import { z } from 'zod';

const text = z.string().trim().min(1);
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, {
    error: "expected lower-case letters, digits and '-'",
  })
  .max(60);
const criterionId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9-]*$/, {
    error:
      "expected '<strategy id>.<slug>' in lower-case letters, digits and '-'",
  })
  .max(120);

const criterion = z
  .strictObject({
    id: criterionId,
    title: text,
    appliesWhen: text.optional(),
    rule: text.optional(),
    onlyProves: z.boolean().optional(),
    attestation: z
      .strictObject({
        question: text,
        evidence: text,
        validForDays: z.int().min(1).max(3_650),
      })
      .optional(),
    howTo: text.optional(),
  })
  .refine(({ rule, attestation }) => rule ?? attestation, {
    error: "expected 'rule', 'attestation' or both",
  })
  .refine(
    ({ onlyProves, rule, attestation }) => !onlyProves || (rule && attestation),
    { error: "expected 'onlyProves' only beside a rule and an attestation" },
  );

const strategy = z.strictObject({
  id,
  title: text,
  explanation: text,
  howTo: text,
  criteria: z.array(criterion).min(1),
});

const pillar = {
  id,
  title: text,
  description: text,
  levels: z
    .array(
      z.strictObject({
        level: z.int(),
        name: text,
        goal: text,
        strategies: z.array(strategy).min(1),
      }),
    )
    .min(1)
    .max(10),
};

/** Shape of a pillar in the model's own file. */
export const inlinePillarSchema = z.strictObject(pillar);

/** Shape of a pillar in a file of its own. */
export const pillarSchema = z.strictObject({
  apiVersion: z.literal('plumbline.io/v1'),
  kind: z.literal('MaturityPillar'),
  ...pillar,
});

/** Shape of the mention of a pillar that is in a file of its own. */
export const pillarReferenceSchema = z.strictObject({
  file: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*\.ya?ml$/, {
      error: "expected the path of a '.yaml' file below the model's folder",
    })
    .refine(path => !path.split('/').includes('..'), {
      error: "expected a path without '..'",
    }),
});

/** Shape of a model file, before its pillars are read and ids and rules are checked. */
export const modelSchema = z.strictObject({
  apiVersion: z.literal('plumbline.io/v1'),
  kind: z.literal('MaturityModel'),
  metadata: z.strictObject({
    name: id,
    title: text,
    version: text,
    description: text,
    tiers: z.array(text).min(1).optional(),
    source: z.strictObject({
      title: text,
      url: z.url().optional(),
      licence: text,
    }),
  }),
  // Each is checked by itself: one of the two shapes above.
  pillars: z.array(z.unknown()).min(1).max(20),
});

/** A pillar that has the right shape. */
export type PillarDocument = z.infer<typeof inlinePillarSchema>;
