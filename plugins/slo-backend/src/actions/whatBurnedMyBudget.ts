import { sloReadPermission } from '@plumbline/plugin-slo-common';
import {
  READ_ONLY,
  authorizeAction,
  workloadInput,
} from '@plumbline/plugin-workload-node';
import { AlertStore } from '../store/AlertStore';
import { TimelineStore } from '../store/TimelineStore';
import { ActionOptions, slosNamed } from './ActionOptions';
import {
  remainingBudget,
  severity,
  shareOrNull,
  sloIdInput,
  sloName,
  sloState,
} from './actionSchemas';
import { burnedDays } from './whatBurned';

const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;
const MOST_SLOS = 5;
const MOST_DAYS = 5;
const MOST_ALERTS = 20;
const MOST_EVENTS = 200;

/** Registers the action that says when budget was spent and what happened then. */
export function registerWhatBurnedMyBudget(
  options: ActionOptions & { alerts: AlertStore; timeline: TimelineStore },
) {
  const { actionsRegistry, permissions, list, statuses, alerts, timeline } =
    options;
  actionsRegistry.register({
    name: 'what-burned-my-budget',
    title: 'What Burned My Budget',
    description: `
Says when the error budget of an SLO was spent: the days that spent most of it, what happened to the workload on or just
before each of them (deployments, stamps added, changed or retired), the alerts that fired, and the other SLOs of the
same workload that stand badly, such as those of a single stamp, which narrow down where to look.

Give either \`sloId\`, or \`workloadRef\` for the SLOs of a workload with the least budget. That something happened at the
time does not prove that it was the cause.
    `,
    attributes: READ_ONLY,
    visibilityPermission: sloReadPermission,
    schema: {
      input: z =>
        z.object({
          sloId: sloIdInput(z).optional(),
          workloadRef: workloadInput(z).optional(),
          days: z
            .number()
            .int()
            .min(1)
            .max(400)
            .optional()
            .describe(`How many days back; ${DEFAULT_DAYS} when left out`),
        }),
      output: z =>
        z.object({
          slos: z.array(
            z.object({
              ...sloName(z),
              state: sloState(z),
              reason: z.string(),
              remainingBudget: remainingBudget(z),
              presentBurnRate: shareOrNull(
                z,
                'How many times faster than allowed',
              ),
              worstDays: z
                .array(
                  z.object({
                    day: z.string().describe('UTC'),
                    spent: z
                      .number()
                      .describe("Share of the whole window's budget"),
                    happened: z.array(
                      z.object({
                        at: z.string(),
                        kind: z.string(),
                        title: z.string(),
                      }),
                    ),
                  }),
                )
                .describe('The worst first; none when no day spent any'),
              alerts: z.array(
                z.object({
                  at: z.string(),
                  name: z.string(),
                  severity: severity(z),
                  to: z.enum(['inactive', 'pending', 'firing']),
                  reason: z.string(),
                }),
              ),
              others: z
                .array(
                  z.object({
                    ...sloName(z),
                    state: sloState(z),
                    remainingBudget: remainingBudget(z),
                  }),
                )
                .describe(
                  'Other SLOs of the workload that are not ok, worst first',
                ),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'Why a budget is spent',
        input: { sloId: 'ie-bank-uptime', days: 14 },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, sloReadPermission, permissions);
      const days = input.days ?? DEFAULT_DAYS;
      const asked = (await slosNamed(list, input)).slice(0, MOST_SLOS);
      if (asked.length === 0) return { output: { slos: [] } };
      const from = new Date(Date.now() - (days - 1) * DAY_MS)
        .toISOString()
        .slice(0, 10);
      const since = `${from}T00:00:00.000Z`;
      const { workloadRef } = asked[0];
      const ids = asked.map(({ id }) => id);
      const [points, transitions, events, family] = await Promise.all([
        statuses.daysFrom(ids, from),
        alerts.between(ids, since, new Date().toISOString()),
        timeline.of(workloadRef, since, MOST_EVENTS),
        statuses.ofWorkloads([workloadRef]),
      ]);
      const troubled = (family.get(workloadRef) ?? []).filter(
        ({ state }) => state !== 'ok',
      );
      return {
        output: {
          slos: asked.map(status => ({
            sloId: status.id,
            name: status.displayName,
            workloadRef,
            entityRef: status.entityRef,
            state: status.state,
            reason: status.reason,
            remainingBudget: status.remainingBudget,
            presentBurnRate: status.presentBurnRate,
            worstDays: burnedDays(
              points.get(status.id) ?? [],
              events,
              MOST_DAYS,
            ),
            alerts: transitions
              .filter(({ objectiveId }) => objectiveId === status.id)
              .reverse()
              .slice(0, MOST_ALERTS)
              .map(({ at, name, severity: how, to, reason }) => ({
                at,
                name,
                severity: how,
                to,
                reason,
              })),
            others: troubled
              .filter(({ id }) => id !== status.id)
              .map(other => ({
                sloId: other.id,
                name: other.displayName,
                workloadRef,
                entityRef: other.entityRef,
                state: other.state,
                remainingBudget: other.remainingBudget,
              })),
          })),
        },
      };
    },
  });
}
