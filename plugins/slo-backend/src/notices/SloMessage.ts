import { parseEntityRef } from '@backstage/catalog-model';
import {
  AlertSeverity,
  BudgetPolicyStep,
  formatPercent,
  formatRemaining,
} from '@plumbline/plugin-slo-common';
import {
  Message,
  MessageLine,
  byTone,
  digestOf,
  utcMinute,
} from '@plumbline/plugin-workload-node';
import { AlertNews } from './alertNews';
import { StepNews } from './stepNews';

/** Notifications of the portal about SLOs. */
export const NOTIFICATIONS = { scope: 'slo', topic: 'SLO alerts' };

const MOST_LINES = 12;
const MOST_STILL = 5;

/** What a message is composed of. */
export interface MessageContent {
  workload: { workloadRef: string; title: string; ownerRef?: string };
  alerts: AlertNews[];
  steps: StepNews[];
  /** Alerts that people know of and that go on. */
  still: { objectiveId: string; name: string; severity: AlertSeverity }[];
  /** Display name and runbook of an objective. */
  objective: (id: string) => { name: string; runbookUrl?: string };
  /** ISO 8601. */
  at: string;
}

/** Composes a message; `undefined` when there is nothing new. */
export function composeMessage(content: MessageContent): Message | undefined {
  const { workload, alerts, steps, still, objective, at } = content;
  const lines = [
    ...alerts.map(news => alertLine(news, content)),
    ...steps.map(news => stepLine(news, content)),
  ].sort((a, b) => byTone(a.tone, b.tone));
  if (lines.length === 0) return undefined;
  const open = [
    ...lines.flatMap(({ tone }) => (tone === 'good' ? [] : [tone])),
    ...still.map(({ severity }) => severity),
  ].sort(byTone);
  const ids = new Set([...alerts, ...steps].map(news => news.objectiveId));
  const goOn = [...still]
    .sort((a, b) => byTone(a.severity, b.severity))
    .map(({ name, objectiveId }) => `${objective(objectiveId).name}: ${name}`);
  return {
    aboutRef: workload.workloadRef,
    ownerRef: workload.ownerRef,
    severity: open[0],
    title: `${workload.title}: ${titleOf(content)}`,
    lines: lines.slice(0, MOST_LINES),
    more: Math.max(0, lines.length - MOST_LINES),
    notes: goOn.length > 0 ? [`Still firing: ${namesOf(goOn)}`] : [],
    link: tabPath(
      workload.workloadRef,
      ids.size === 1 ? [...ids][0] : undefined,
    ),
    at,
  };
}

/** Many messages as one, see {@link digestOf}. */
export function sloDigest(messages: readonly Message[]): Message {
  const refs = new Set(messages.map(({ aboutRef }) => aboutRef));
  const owners = new Set(messages.map(({ ownerRef }) => ownerRef));
  const [{ aboutRef, ownerRef }] = messages;
  const ofOwner = owners.size === 1 && ownerRef;
  const link = ofOwner
    ? `/slo/objectives?owner=${encodeURIComponent(ownerRef)}`
    : '/slo';
  return digestOf(messages, {
    title: `${messages.length} messages about SLOs of ${refs.size} ${
      refs.size === 1 ? 'workload' : 'workloads'
    }`,
    link: refs.size === 1 ? tabPath(aboutRef) : link,
  });
}

/** Path of a workload's tab of SLOs, at one of them when its id is given. */
export function tabPath(workloadRef: string, sloId?: string): string {
  const { namespace, name } = parseEntityRef(workloadRef);
  const path = ['catalog', namespace, 'system', name, 'slo']
    .map(encodeURIComponent)
    .join('/');
  return sloId === undefined
    ? `/${path}`
    : `/${path}#slo-${encodeURIComponent(sloId)}`;
}

function alertLine(news: AlertNews, of: MessageContent): MessageLine {
  const { name, runbookUrl } = of.objective(news.objectiveId);
  const what = `${name}: ${news.name}`;
  const since = utcMinute(news.since);
  const often = news.times > 1 ? `, ${news.times} times` : '';
  if (news.kind === 'fires' || news.kind === 'again') {
    const again = news.kind === 'again' ? 'again ' : '';
    return {
      runbookUrl,
      tone: news.severity,
      text: `${what} (${news.severity}, ${again}since ${since}${often}). ${news.reason}`,
    };
  }
  const span = `${since} to ${utcMinute(news.until!)}`;
  return {
    runbookUrl,
    tone: 'good',
    text:
      news.kind === 'resolved'
        ? `Resolved: ${what} (${span}). ${news.reason}`
        : `Over already: ${what} (${news.severity}, ${span}${often}).`,
  };
}

function stepLine(news: StepNews, of: MessageContent): MessageLine {
  const { name, runbookUrl } = of.objective(news.objectiveId);
  const budget = `${name}: error budget ${formatRemaining(news.remaining)}`;
  if (news.kind === 'reached') {
    return {
      runbookUrl,
      tone: news.severity,
      text: `${budget}. ${policyWords(news.step)}`,
    };
  }
  const { freeze } = news.step;
  const over =
    freeze.length > 0
      ? ` No longer frozen: ${freeze
          .filter(each => !news.inForce?.freeze.includes(each))
          .join(', ')}.`
      : '';
  const next = news.inForce ? ` Now: ${policyWords(news.inForce)}` : '';
  return { runbookUrl, tone: 'good', text: `${budget} again.${over}${next}` };
}

/** What a team is to do. */
function policyWords({ action, freeze }: BudgetPolicyStep): string {
  const frozen = freeze.length > 0 ? ` Frozen: ${freeze.join(', ')}.` : '';
  return `${action}.${frozen}`;
}

function titleOf({ alerts, steps, objective }: MessageContent): string {
  const nameOf = (news: AlertNews) =>
    `${objective(news.objectiveId).name}: ${news.name}`;
  const firing = alerts.filter(
    ({ kind }) => kind === 'fires' || kind === 'again',
  );
  const over = alerts.filter(
    ({ kind }) => kind === 'resolved' || kind === 'passed',
  );
  const reached = steps.filter(({ kind }) => kind === 'reached');
  const left = steps.filter(({ kind }) => kind === 'left');
  const parts: string[] = [];
  if (firing.length === 1) parts.push(nameOf(firing[0]));
  if (firing.length > 1) parts.push(`${firing.length} alerts fire`);
  if (reached.length === 1) parts.push(reachedWords(reached[0], objective));
  if (reached.length > 1) parts.push(`${reached.length} error budgets run out`);
  if (over.length === 1) parts.push(`resolved: ${nameOf(over[0])}`);
  if (over.length > 1) parts.push(`${over.length} alerts resolved`);
  if (left.length > 0) {
    parts.push(
      left.length === 1
        ? `${objective(left[0].objectiveId).name} has budget again`
        : `${left.length} SLOs have budget again`,
    );
  }
  return parts.join('; ');
}

function reachedWords(
  { objectiveId, step }: StepNews,
  objective: MessageContent['objective'],
): string {
  const { name } = objective(objectiveId);
  return step.below <= 0
    ? `error budget of ${name} is spent`
    : `less than ${formatPercent(
        step.below,
      )} of the error budget of ${name} left`;
}

function namesOf(names: string[]): string {
  const rest = names.length - MOST_STILL;
  const shown =
    rest > 0 ? [...names.slice(0, MOST_STILL), `${rest} more`] : names;
  return shown.join(', ');
}
