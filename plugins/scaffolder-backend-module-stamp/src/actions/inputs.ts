import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  EstatePlan,
  INFRASTRUCTURES,
  MonthlyCost,
  PIPELINE_HOSTS,
  PLACEMENT_RULES,
  parseEstatePlan,
  quoted,
} from '@plumbline/plugin-stamp-common';

/** The library that describes an action's input and output, as the scaffolder hands it over. */
export type Zod = Parameters<
  Extract<
    NonNullable<Parameters<typeof createTemplateAction>[0]['schema']>['input'],
    (...args: any[]) => any
  >
>[0];

// Pieces of input that several actions share. They say what is expected where a
// template's author reads it; the planner checks again, field by field.

/** A container image. */
export const imageInput = (z: Zod) =>
  z
    .string()
    .max(300)
    .describe(
      'Container image with tag or digest, such as crshop.azurecr.io/shop:1.4.2',
    );

/** Concurrent users at the peak. */
export const usersInput = (z: Zod) =>
  z.number().int().min(1).max(100_000).describe('Concurrent users at the peak');

/** What is expected to be paid each month. */
export const costInputs = {
  monthlyCost: (z: Zod) =>
    z
      .number()
      .min(0)
      .max(10_000_000)
      .optional()
      .describe(
        'What it is expected to cost each month, as the requester says',
      ),
  currency: (z: Zod) =>
    z
      .string()
      .max(3)
      .optional()
      .describe('ISO 4217, such as EUR, which it is when absent'),
};

/** Where a stamp is to be, and how large. */
export const placeInputs = {
  environment: (z: Zod) =>
    z.string().max(12).describe('Environment, such as prod'),
  region: (z: Zod) =>
    z.string().max(30).describe('Azure region, such as westeurope'),
  expectedUsers: usersInput,
  relaxations: (z: Zod) =>
    z
      .array(
        z.object({
          rule: z.enum(PLACEMENT_RULES),
          reason: z
            .string()
            .max(500)
            .describe('For the reviewer, on one line: at least 10 characters'),
        }),
      )
      .max(PLACEMENT_RULES.length)
      .optional()
      .describe('Rules of placement to do without, where the policy allows it'),
  ...costInputs,
};

/** In which languages its code is. */
export const flavourInputs = {
  infrastructure: (z: Zod) =>
    z
      .enum(INFRASTRUCTURES)
      .optional()
      .describe('terraform when absent; both make the same resources'),
  pipeline: (z: Zod) =>
    z
      .enum(PIPELINE_HOSTS)
      .optional()
      .describe('Where it is deployed from: azure-devops when absent'),
};

/** The stamp that an action is about. */
export const stampInput = (z: Zod) =>
  z
    .string()
    .max(200)
    .describe(
      "Ref of the stamp's entity, such as resource:default/shop-prod-westeurope-001",
    );

/** The plan that an earlier step put out. */
export const planInput = (z: Zod) =>
  z
    .record(z.any())
    .describe('The plan that an earlier step put out, such as stamp:plan');

/** The sum of what {@link costInputs} say. */
export function monthlyCostOf({
  monthlyCost,
  currency,
}: {
  monthlyCost?: number;
  currency?: string;
}): MonthlyCost | undefined {
  if (monthlyCost === undefined) return undefined;
  return { amount: monthlyCost, currency: currency ?? 'EUR' };
}

/**
 * Name of a Domain that is named by its ref, as the form does, or by its name alone.
 *
 * @throws InputError, also where it is not in the namespace `default`.
 */
export function domainOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const { kind, namespace, name } = parseEntityRef(text, {
      defaultKind: 'domain',
      defaultNamespace: 'default',
    });
    if (
      `${kind}:${namespace}`.toLocaleLowerCase('en-US') === 'domain:default'
    ) {
      return name.toLocaleLowerCase('en-US');
    }
  } catch {
    // Says the same as of another kind.
  }
  throw new InputError(
    `domain: expected the ref of a Domain such as domain:default/banking, not ${quoted(
      text,
    )}`,
  );
}

/**
 * The plan that came in.
 *
 * @throws InputError with every field that is wrong.
 */
export function planOf(input: unknown): EstatePlan {
  const { plan, problems } = parseEstatePlan(input);
  if (plan) return plan;
  throw new InputError(
    `The plan is not one that stamp:plan makes:\n${problems
      .slice(0, 20)
      .map(problem => `- plan.${problem}`)
      .join('\n')}`,
  );
}
