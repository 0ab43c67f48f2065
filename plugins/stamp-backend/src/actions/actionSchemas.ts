import type { PlanRequest } from '@plumbline/plugin-stamp-common';
import { InputError } from '@backstage/errors';
import {
  ActionZod,
  workloadInput,
  workloadNamed,
} from '@plumbline/plugin-workload-node';

// What the actions share that plan and propose a change of stamps.

/** Fields of a change, for every kind; {@link requestOf} says which kind needs which. */
export const changeInput = (z: ActionZod) =>
  z.object({
    kind: z
      .enum(['add', 'change', 'retire'])
      .describe(
        'add: another stamp of a workload (workloadRef, environment, region, expectedUsers). change: what is given of a stamp (stampRef); always to the newest template version. retire: the next of its two steps (stampRef): without traffic and destroyed once somebody approves, then without files',
      ),
    workloadRef: workloadInput(z).optional(),
    stampRef: z
      .string()
      .min(1)
      .max(300)
      .optional()
      .describe(
        "Full ref of the stamp, such as 'resource:default/shop-prod-westeurope-001'; list-stamps gives them",
      ),
    environment: z
      .string()
      .max(12)
      .optional()
      .describe("Such as 'prod'; add only"),
    region: z
      .string()
      .max(30)
      .optional()
      .describe("Azure region name, such as 'swedencentral'; add only"),
    expectedUsers: z
      .number()
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .describe('Concurrent users at the peak; the size follows from it'),
    infrastructure: z.enum(['terraform', 'bicep']).optional(),
    pipeline: z.enum(['azure-devops', 'github-actions']).optional(),
    image: z
      .string()
      .max(300)
      .optional()
      .describe(
        "Container image, such as 'example.azurecr.io/shop:1.4.2'; the workload's own when left out",
      ),
    addressRange: z
      .string()
      .max(18)
      .optional()
      .describe('CIDR block; the next free one when left out'),
    trafficWeight: z
      .number()
      .int()
      .min(0)
      .max(100)
      .optional()
      .describe('Percent of its full part of the traffic; change only'),
    monthlyCost: z
      .object({
        amount: z.number().min(0),
        currency: z.string().max(3).describe('ISO 4217, such as EUR'),
      })
      .optional()
      .describe('What somebody expects it to cost'),
    relaxations: z
      .array(
        z.object({
          rule: z.string().max(40),
          reason: z
            .string()
            .max(500)
            .describe('Why, for the reviewer: at least ten characters'),
        }),
      )
      .max(10)
      .optional()
      .describe(
        'Rules of placement to do without, where the policy lets that be; only what the person asked for',
      ),
  });

/** Input of {@link changeInput}. */
export type ChangeInput = {
  kind: 'add' | 'change' | 'retire';
  workloadRef?: string;
  stampRef?: string;
  [field: string]: unknown;
};

/**
 * The request of an action's input. Whether its fields are what the kind needs
 * is for the planner to say.
 *
 * @throws InputError where it does not say what it is about.
 */
export function requestOf({
  workloadRef,
  stampRef,
  ...rest
}: ChangeInput): PlanRequest {
  const needed = rest.kind === 'add' ? workloadRef : stampRef;
  if (needed === undefined) {
    throw new InputError(
      rest.kind === 'add'
        ? 'workloadRef: say which workload the stamp is for'
        : 'stampRef: say which stamp',
    );
  }
  const about =
    rest.kind === 'add'
      ? { workloadRef: workloadNamed(needed) }
      : { stampRef: needed };
  return { ...rest, ...about } as unknown as PlanRequest;
}

/** A pull request in an answer. */
export const pullRequestOutput = (z: ActionZod) =>
  z.object({ label: z.string(), url: z.string(), branch: z.string() });
