import {
  AlertRule,
  BudgetPolicy,
  ObjectiveDefinition,
  SloStatus,
  alertRulesOf,
  compositesOf,
} from '@plumbline/plugin-slo-common';
import { Message, OWNERS } from '@plumbline/plugin-workload-node';
import { WorkloadTransition } from '../store/AlertStore';
import { ObjectiveStore } from '../store/ObjectiveStore';
import { StatusStore } from '../store/StatusStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { SloWebhook, hearsAlert } from '../webhooks/SloWebhook';
import { NoticeStore, Telling } from './NoticeStore';
import { MessageContent, composeMessage } from './SloMessage';
import { AlertNews, ToldAlert, alertKey, alertNews } from './alertNews';
import { StepNews, ToldStep, stepNews, stepSeverity } from './stepNews';

const HOUR_MS = 3_600_000;

/** What there is to tell of one workload. */
interface WorkloadNews {
  workload: MessageContent['workload'];
  /** Whether the catalog has it, so that its owner is known. */
  known: boolean;
  transitions: WorkloadTransition[];
  told: Map<string, ToldAlert>;
  alerts: AlertNews[];
  steps: StepNews[];
  stepsBefore: Map<string, ToldStep>;
  statuses: Map<string, SloStatus>;
  rule: (of: { objectiveId: string; ruleId: string }) => AlertRule | undefined;
}

/**
 * Turns changes of alerts and of budgets into messages: one for each workload
 * and round, at most so many in an hour. What comes when they are used up waits
 * and is one message then, except that an alert which is critical has as many
 * again. Everything is a row, so that nothing is lost or told twice.
 */
export class NoticeRound {
  readonly #notices: NoticeStore;
  readonly #objectives: ObjectiveStore;
  readonly #statuses: StatusStore;
  readonly #workloads: WorkloadStore;
  readonly #webhooks: readonly SloWebhook[];
  readonly #policies: readonly BudgetPolicy[];
  readonly #perHour: number;
  readonly #owners: boolean;

  constructor(options: {
    notices: NoticeStore;
    objectives: ObjectiveStore;
    statuses: StatusStore;
    workloads: WorkloadStore;
    webhooks: readonly SloWebhook[];
    policies: readonly BudgetPolicy[];
    /** Messages about one workload in an hour. */
    perHour: number;
    /** Whether owners are told by notifications of the portal. */
    owners: boolean;
  }) {
    this.#notices = options.notices;
    this.#objectives = options.objectives;
    this.#statuses = options.statuses;
    this.#workloads = options.workloads;
    this.#webhooks = options.webhooks;
    this.#policies = options.policies;
    this.#perHour = options.perHour;
    this.#owners = options.owners;
  }

  /** Puts what is new in the outbox. */
  async run(now: Date): Promise<void> {
    const transitions = await this.#notices.untold();
    const stepsBefore = await this.#notices.toldSteps();
    const refs = [
      ...new Set([
        ...transitions.keys(),
        ...(await this.#stepsMayHaveChanged(stepsBefore)),
      ]),
    ];
    if (refs.length === 0) return;
    const hourAgo = new Date(now.getTime() - HOUR_MS).toISOString();
    const timesTold = await this.#notices.timesTold(hourAgo);
    const news = await this.#gather(refs, transitions, stepsBefore);
    for (const of of news) {
      // Its owner may become known with the next look at the catalog.
      const isRecent = (of.transitions[0]?.at ?? hourAgo) >= hourAgo;
      if (!of.known && isRecent) continue;
      const times = timesTold.get(of.workload.workloadRef) ?? 0;
      if (times >= this.#perHour && !this.#breaksThrough(of, times)) continue;
      await this.#notices.tell(this.#telling(of, now.toISOString()));
    }
  }

  // Something that is critical does not wait for the next hour, unless it flaps.
  #breaksThrough({ alerts }: WorkloadNews, times: number): boolean {
    return (
      times < 2 * this.#perHour &&
      alerts.some(
        ({ kind, severity }) => kind === 'fires' && severity === 'critical',
      )
    );
  }

  /** Workloads with a budget whose step may not be the one that people know of. */
  async #stepsMayHaveChanged(
    known: Map<string, ToldStep & { workloadRef: string }>,
  ): Promise<string[]> {
    const limits = [
      ...new Set(
        this.#policies.flatMap(({ steps }) => steps.map(({ below }) => below)),
      ),
    ].sort((a, b) => a - b);
    const budgets = await this.#notices.budgets(
      limits[limits.length - 1] ?? -Infinity,
      [...known.keys()],
    );
    const present = new Set(budgets.map(({ objectiveId }) => objectiveId));
    await this.#notices.forgetSteps(
      [...known.keys()].filter(id => !present.has(id)),
    );
    return budgets.flatMap(({ objectiveId, workloadRef, remaining }) => {
      if (remaining === null) return [];
      const limit = limits.find(below => remaining < below);
      return limit === known.get(objectiveId)?.step.below ? [] : [workloadRef];
    });
  }

  async #gather(
    refs: string[],
    transitions: Map<string, WorkloadTransition[]>,
    stepsBefore: Map<string, ToldStep>,
  ): Promise<WorkloadNews[]> {
    const known = await this.#workloads.read(refs);
    const told = await this.#notices.toldAlerts(refs);
    const statuses = await this.#statuses.ofWorkloads(refs);
    const definitions = await this.#objectives.ofWorkloads(refs);
    return refs.map((ref): WorkloadNews => {
      const changed = transitions.get(ref) ?? [];
      const byAlert = new Map(
        (told.get(ref) ?? []).map(alert => [alertKey(alert), alert]),
      );
      const current = statuses.get(ref) ?? [];
      return {
        workload: known.get(ref) ?? { workloadRef: ref, title: ref },
        known: known.has(ref),
        transitions: changed,
        told: byAlert,
        alerts: alertNews(changed, byAlert),
        steps: current.flatMap(
          status => stepNews(status, stepsBefore.get(status.id)) ?? [],
        ),
        stepsBefore,
        statuses: new Map(current.map(status => [status.id, status])),
        rule: rulesOf(definitions.get(ref) ?? []),
      };
    });
  }

  #telling(of: WorkloadNews, at: string): Telling {
    const { workload, transitions, steps, stepsBefore } = of;
    const heard = of.alerts.filter(news => isWanted(news, of));
    const told = new Map(of.told);
    const ended: AlertNews[] = [];
    for (const news of of.alerts) {
      if (news.kind === 'resolved') {
        told.delete(alertKey(news));
        ended.push(news);
      }
    }
    const fires = heard.filter(
      ({ kind }) => kind === 'fires' || kind === 'again',
    );
    const newlyTold = fires.map((news): ToldAlert => {
      const before = of.told.get(alertKey(news));
      return {
        ...news,
        webhooks: [
          ...new Set([
            ...(before?.webhooks ?? []),
            ...this.#webhooksFor(news, of).map(({ name }) => name),
          ]),
        ],
      };
    });
    return {
      workloadRef: workload.workloadRef,
      transitionIds: transitions.map(({ id }) => id),
      told: newlyTold,
      ended,
      steps: steps.map(({ objectiveId, inForce }) => ({
        objectiveId,
        before: stepsBefore.get(objectiveId),
        after: inForce && { objectiveId, step: inForce },
      })),
      messages: this.#messages(of, heard, told, at),
      at,
    };
  }

  #messages(
    of: WorkloadNews,
    heard: AlertNews[],
    told: Map<string, ToldAlert>,
    at: string,
  ): Telling['messages'] {
    const news = new Set(heard.map(alertKey));
    const goOn = [...told.values()].filter(alert => !news.has(alertKey(alert)));
    const compose = (
      channel: string,
      alerts: AlertNews[],
      steps: StepNews[],
      still: ToldAlert[],
    ): { channel: string; message: Message }[] => {
      const message = composeMessage({
        workload: of.workload,
        alerts,
        steps,
        still,
        objective: id => ({
          name: of.statuses.get(id)?.displayName ?? id,
          runbookUrl: of.statuses.get(id)?.runbookUrl,
        }),
        at,
      });
      return message ? [{ channel, message }] : [];
    };
    return [
      ...(this.#owners && of.workload.ownerRef
        ? compose(OWNERS, heard, of.steps, goOn)
        : []),
      ...this.#webhooks.flatMap(webhook => {
        const { name } = webhook;
        return compose(
          webhook.channel,
          heard.filter(each => {
            const before = of.told.get(alertKey(each));
            // Whoever was told that it fires is told that it is over, nobody else.
            return each.kind === 'resolved'
              ? before!.webhooks.includes(name)
              : this.#webhooksFor(each, of).includes(webhook);
          }),
          of.steps.filter(({ severity, kind, step }) =>
            hearsAlert(webhook.rules, of.workload, {
              // What was told when it was reached is told when it is left.
              severity: kind === 'left' ? stepSeverity(step) : severity,
              targets: [],
            }),
          ),
          goOn.filter(({ webhooks }) => webhooks.includes(name)),
        );
      }),
    ];
  }

  #webhooksFor(news: AlertNews, of: WorkloadNews): SloWebhook[] {
    const targets = of.rule(news)?.targets ?? [];
    return this.#webhooks.filter(({ rules }) =>
      hearsAlert(rules, of.workload, { severity: news.severity, targets }),
    );
  }
}

function rulesOf(definitions: ObjectiveDefinition[]): WorkloadNews['rule'] {
  const rules = new Map<string, AlertRule>();
  const all = [
    ...definitions,
    ...compositesOf(definitions).map(({ definition }) => definition),
  ];
  for (const definition of all) {
    for (const rule of alertRulesOf(definition)) {
      rules.set(
        alertKey({ objectiveId: definition.id, ruleId: rule.id }),
        rule,
      );
    }
  }
  return of => rules.get(alertKey(of));
}

/** Whether its policy has people told. */
function isWanted(news: AlertNews, of: WorkloadNews): boolean {
  const notify = of.rule(news)?.notify;
  // A rule that is gone says nothing any more about who wants to know.
  if (!notify) return true;
  if (news.kind === 'resolved') return notify.resolved;
  const reading = of.statuses
    .get(news.objectiveId)
    ?.alertReadings.find(({ ruleId }) => ruleId === news.ruleId);
  return notify.breaching || (notify.noData && Boolean(reading?.noData));
}
