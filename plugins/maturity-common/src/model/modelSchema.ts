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

const ruleCriterion = z.strictObject({
  id: criterionId,
  kind: z.literal('rule'),
  title: text,
  rule: text,
  howTo: text.optional(),
});

const attestationCriterion = z.strictObject({
  id: criterionId,
  kind: z.literal('attestation'),
  title: text,
  question: text,
  evidence: text,
  validForDays: z.int().min(1).max(3_650),
  howTo: text.optional(),
});

/** Shape of a model file, before ids and rules are checked. */
export const modelSchema = z.strictObject({
  apiVersion: z.literal('plumbline.io/v1'),
  kind: z.literal('MaturityModel'),
  metadata: z.strictObject({
    name: id,
    title: text,
    version: text,
    description: text,
    pillar: id,
    source: z.strictObject({
      title: text,
      url: z.url().optional(),
      licence: text,
    }),
  }),
  levels: z
    .array(
      z.strictObject({
        level: z.int(),
        name: text,
        goal: text,
        strategies: z
          .array(
            z.strictObject({
              id,
              title: text,
              explanation: text,
              howTo: text,
              criteria: z
                .array(
                  z.discriminatedUnion('kind', [
                    ruleCriterion,
                    attestationCriterion,
                  ]),
                )
                .min(1),
            }),
          )
          .min(1),
      }),
    )
    .min(1)
    .max(10),
});

/** A model file that has the right shape. */
export type ModelDocument = z.infer<typeof modelSchema>;
