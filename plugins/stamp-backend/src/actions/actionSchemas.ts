import {
  INFRASTRUCTURES,
  MAX_DESCRIPTION,
  MAX_TITLE,
  PIPELINE_HOSTS,
  PlanRequest,
  WORKLOAD_TIERS,
} from '@plumbline/plugin-stamp-common';
import { InputError } from '@backstage/errors';
import {
  ActionZod,
  workloadInput,
  workloadNamed,
} from '@plumbline/plugin-workload-node';

// What the actions share that plan and propose a change of stamps.

/** Where a stamp is to be, and how large. */
const slotInputs = (z: ActionZod) => ({
  environment: z.string().max(12).describe("Such as 'prod'"),
  region: z
    .string()
    .max(30)
    .describe("Azure region name, such as 'swedencentral'"),
  expectedUsers: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .describe('Concurrent users at the peak; the size follows from it'),
  addressRange: z
    .string()
    .max(18)
    .optional()
    .describe('CIDR block; the next free one when left out'),
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

/** What a workload is that is to be started. */
const workloadInputs = (z: ActionZod) => ({
  name: z
    .string()
    .max(25)
    .describe(
      "new-workload: lower-case letters, digits and single hyphens, such as 'card-payments'; part of the names of everything, and cannot be changed later",
    ),
  // Twice as many units of UTF-16 as there may be characters; the planner counts those.
  title: z
    .string()
    .max(2 * MAX_TITLE)
    .describe(`new-workload: for people, at most ${MAX_TITLE} characters`),
  description: z
    .string()
    .max(2 * MAX_DESCRIPTION)
    .describe(
      `new-workload: what it does, for whom; one line of at most ${MAX_DESCRIPTION} characters`,
    ),
  owner: z
    .string()
    .max(200)
    .describe(
      "new-workload: full ref of the group that runs it, such as 'group:default/payments'",
    ),
  domain: z
    .string()
    .max(63)
    .describe("new-workload: name of its Domain, such as 'banking', if any"),
  tier: z
    .enum(WORKLOAD_TIERS)
    .describe('new-workload: how much an outage of it matters'),
  residency: z
    .string()
    .max(40)
    .describe(
      'new-workload: where its data must stay, a word of the policy such as EU or the code of a country; anywhere when left out',
    ),
  homeRegion: z
    .string()
    .max(30)
    .describe(
      'new-workload: Azure region of what its stamps share and must be somewhere, such as logs',
    ),
});

/** Fields of a change, for every kind: the same as `POST /plans` takes. {@link requestOf} makes the request of them. */
export const changeInput = (z: ActionZod) =>
  z
    .object({
      ...z.object({ ...slotInputs(z), ...workloadInputs(z) }).partial().shape,
      kind: z
        .enum(['add', 'change', 'retire', 'new-workload'])
        .describe(
          'add: another stamp of a workload (workloadRef, environment, region, expectedUsers). change: what is given of a stamp (stampRef); always to the newest template version. retire: the next of its two steps (stampRef): without traffic and destroyed once somebody approves, then without files. new-workload: a workload with what its stamps share, and its first stamp (name, title, description, owner, tier, addressRange, homeRegion, image, infrastructure, pipeline, stamp). A field that the kind does not take is refused',
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
      infrastructure: z
        .enum(INFRASTRUCTURES)
        .optional()
        .describe('add: terraform when left out. new-workload: needed'),
      pipeline: z
        .enum(PIPELINE_HOSTS)
        .optional()
        .describe('add: azure-devops when left out. new-workload: needed'),
      image: z
        .string()
        .max(300)
        .optional()
        .describe(
          "Container image, such as 'example.azurecr.io/shop:1.4.2'. add: the workload's own when left out",
        ),
      addressRange: z
        .string()
        .max(18)
        .optional()
        .describe(
          'CIDR block. add: of the stamp, the next free one when left out. new-workload: of all its stamps, at least a /20',
        ),
      trafficWeight: z
        .number()
        .int()
        .min(0)
        .max(100)
        .optional()
        .describe('Percent of its full part of the traffic; change only'),
      stamp: z
        .object(slotInputs(z))
        .strict()
        .optional()
        .describe('new-workload: its first stamp'),
    })
    .strict();

/** Input of {@link changeInput}. */
export type ChangeInput = {
  kind: PlanRequest['kind'];
  workloadRef?: string;
  stampRef?: string;
  name?: string;
  [field: string]: unknown;
};

/**
 * The request of an action's input. Whether its fields are what the kind takes
 * is for the planner to say, which names each that is not.
 *
 * @throws InputError where it does not say what it is about.
 */
export function requestOf(input: ChangeInput): PlanRequest {
  const { kind, workloadRef, stampRef, name } = input;
  switch (kind) {
    case 'add':
      return {
        ...input,
        workloadRef: workloadNamed(
          needed(
            workloadRef,
            'workloadRef: say which workload the stamp is for',
          ),
        ),
      } as unknown as PlanRequest;
    case 'new-workload':
      needed(name, 'name: say what the workload is to be called');
      break;
    default:
      needed(stampRef, 'stampRef: say which stamp');
  }
  return input as unknown as PlanRequest;
}

function needed(value: string | undefined, message: string): string {
  if (value === undefined) throw new InputError(message);
  return value;
}

/** A pull request in an answer. */
export const pullRequestOutput = (z: ActionZod) =>
  z.object({ label: z.string(), url: z.string(), branch: z.string() });
