import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import {
  EstatePlan,
  PlanRequest,
  parsePlanRequest,
} from '@plumbline/plugin-stamp-common';
import {
  StampPlanner,
  StampRights,
  notesOf,
} from '@plumbline/plugin-stamp-node';
import { Zod, planOf } from './inputs';

/** What the actions need that plan. */
export interface PlanActionOptions {
  planner: Pick<StampPlanner, 'plan'>;
  rights: Pick<StampRights, 'checkPlan'>;
}

/** What the actions put out that plan. */
export const planOutputs = {
  plan: (z: Zod) =>
    z
      .record(z.any())
      .describe('The plan, for stamp:render, stamp:validate and stamp:publish'),
  kind: (z: Zod) =>
    z
      .string()
      .describe('What is to be done: add, change, drain, remove, new-workload'),
  stampRef: (z: Zod) => z.string().describe("Ref of the stamp's entity"),
  notes: (z: Zod) =>
    z.array(z.string()).describe('What to know, although it is allowed'),
};

/** What of an action's context planning uses. */
export type PlanContext = Pick<
  ActionContext<any, any>,
  'checkpoint' | 'getInitiatorCredentials' | 'logger'
> & { output(name: keyof typeof planOutputs, value: any): void };

/**
 * Plans as the one who started the task, and puts the plan out. A plan is made
 * once: a task that is recovered or retried keeps it, so that it never takes
 * the next number.
 *
 * @throws InputError with everything that stands against it; NotAllowedError.
 */
export async function planned(
  ctx: PlanContext,
  asked: PlanRequest,
  { planner, rights }: PlanActionOptions,
): Promise<EstatePlan> {
  const request = requestOf(asked);
  const credentials = await ctx.getInitiatorCredentials();
  const kept = await ctx.checkpoint({
    // By request, as a step may run for each item of a list.
    key: `plan-${hashOf(request)}`,
    fn: async () => {
      const answer = await planner.plan(request, credentials);
      if (answer.violations) {
        throw new InputError(
          refusal(
            answer.violations.map(
              ({ field, message }) => `${field}: ${message}`,
            ),
          ),
        );
      }
      const { plan, differences } = answer;
      return jsonOf({ plan, differences });
    },
  });
  const { differences = [] } = kept as { differences?: string[] };
  const plan = planOf((kept as { plan?: unknown }).plan);
  const notes = [...differences, ...notesOf(plan)];
  await rights.checkPlan(plan, credentials);
  ctx.logger.info(describe(plan));
  for (const note of notes) ctx.logger.info(note);
  ctx.output('plan', jsonOf(plan));
  ctx.output('kind', plan.kind);
  ctx.output('stampRef', plan.stamp.stampRef);
  ctx.output('notes', notes);
  return plan;
}

function describe({ kind, stamp }: EstatePlan): string {
  switch (kind) {
    case 'add':
      return `Planned stamp ${stamp.name} with ${stamp.address.range}`;
    case 'change':
      return `Planned a change of stamp ${stamp.name}`;
    case 'drain':
      return `Planned to retire stamp ${stamp.name}: step 1 of 2, its traffic goes`;
    case 'remove':
      return `Planned to retire stamp ${stamp.name}: step 2 of 2, its files go`;
    default:
      return `Planned a workload with its first stamp ${stamp.name}`;
  }
}

/** Refs come back full, so that the same is asked for however it is written. */
function requestOf(asked: PlanRequest): PlanRequest {
  const { request, problems } = parsePlanRequest(jsonOf(asked));
  if (request) return request;
  throw new InputError(refusal(problems));
}

function refusal(problems: string[]): string {
  return `This cannot be done:\n${problems
    .map(problem => `- ${problem}`)
    .join('\n')}`;
}

function hashOf(request: PlanRequest): string {
  const text = JSON.stringify(
    Object.entries(request).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** As a database keeps it: without what is undefined. */
function jsonOf(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
