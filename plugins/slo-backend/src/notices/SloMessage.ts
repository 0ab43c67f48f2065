import { parseEntityRef } from '@backstage/catalog-model';
import {
  ALERT_SEVERITIES,
  AlertSeverity,
  BudgetPolicyStep,
  formatPercent,
  formatRemaining,
} from '@plumbline/plugin-slo-common';
import { AlertNews } from './alertNews';
import { StepNews } from './stepNews';

const MOST_LINES = 12;
const MOST_STILL = 5;
const MOST_DIGEST_LINES = 20;

/** What one line of a message is about; `good` is something that is over. */
export type LineTone = AlertSeverity | 'good';

/** One line of a message. */
export interface MessageLine {
  tone: LineTone;
  text: string;
  sloId: string;
  runbookUrl?: string;
}

/** What people are told at one time, about one workload unless it says so, in no channel's words. */
export interface SloMessage {
  workloadRef: string;
  workloadTitle: string;
  /** Set when it tells of several workloads; the ref and title are then of the first. */
  workloads?: number;
  /** Full ref. */
  ownerRef?: string;
  /** Of the worst thing that is not over; absent when all is over. */
  severity?: AlertSeverity;
  title: string;
  /** What is new, the worst first. */
  lines: MessageLine[];
  /** How many lines were left out. */
  more: number;
  /** Names of alerts that people know of and that go on, the worst first. */
  still: string[];
  /** Path of a page of the portal. */
  link: string;
  /** ISO 8601. */
  at: string;
}

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
export function composeMessage(
  content: MessageContent,
): SloMessage | undefined {
  const { workload, alerts, steps, still, objective, at } = content;
  const lines = [
    ...alerts.map(news => alertLine(news, content)),
    ...steps.map(news => stepLine(news, content)),
  ].sort((a, b) => rank(a.tone) - rank(b.tone));
  if (lines.length === 0) return undefined;
  const open = [
    ...lines.flatMap(({ tone }) => (tone === 'good' ? [] : [tone])),
    ...still.map(({ severity }) => severity),
  ].sort((a, b) => rank(a) - rank(b));
  const ids = new Set(lines.map(({ sloId }) => sloId));
  return {
    workloadRef: workload.workloadRef,
    workloadTitle: workload.title,
    ownerRef: workload.ownerRef,
    severity: open[0],
    title: `${workload.title}: ${titleOf(content)}`,
    lines: lines.slice(0, MOST_LINES),
    more: Math.max(0, lines.length - MOST_LINES),
    still: stillOf(
      [...still]
        .sort((a, b) => rank(a.severity) - rank(b.severity))
        .map(
          ({ name, objectiveId }) => `${objective(objectiveId).name}: ${name}`,
        ),
    ),
    link: tabPath(
      workload.workloadRef,
      ids.size === 1 ? lines[0].sloId : undefined,
    ),
    at,
  };
}

/**
 * Many messages as one that has a line for each, in their order: where much
 * happens at once, nobody reads one after the other.
 *
 * @param messages - at least one.
 */
export function digestOf(messages: readonly SloMessage[]): SloMessage {
  const workloads = new Set(messages.map(({ workloadRef }) => workloadRef));
  const severities = messages.flatMap(({ severity }) => severity ?? []);
  const last = messages[messages.length - 1];
  return {
    ...messages[0],
    workloads: workloads.size,
    severity: severities.sort((a, b) => rank(a) - rank(b))[0],
    title: `${messages.length} messages about SLOs of ${workloads.size} ${
      workloads.size === 1 ? 'workload' : 'workloads'
    }`,
    lines: messages
      .slice(0, MOST_DIGEST_LINES)
      .map(({ severity, title, lines }) => ({
        tone: severity ?? 'good',
        text: title,
        sloId: lines[0].sloId,
      })),
    more: Math.max(0, messages.length - MOST_DIGEST_LINES),
    still: [],
    link: workloads.size === 1 ? tabPath(last.workloadRef) : '/slo',
    at: last.at,
  };
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

/** `2026-11-21 10:02 UTC`. */
export function clock(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function rank(tone: LineTone): number {
  return tone === 'good'
    ? ALERT_SEVERITIES.length
    : ALERT_SEVERITIES.indexOf(tone);
}

function alertLine(news: AlertNews, of: MessageContent): MessageLine {
  const { name, runbookUrl } = of.objective(news.objectiveId);
  const what = `${name}: ${news.name}`;
  const since = clock(news.since);
  const often = news.times > 1 ? `, ${news.times} times` : '';
  const common = { sloId: news.objectiveId, runbookUrl };
  if (news.kind === 'fires' || news.kind === 'again') {
    const again = news.kind === 'again' ? 'again ' : '';
    return {
      ...common,
      tone: news.severity,
      text: `${what} (${news.severity}, ${again}since ${since}${often}). ${news.reason}`,
    };
  }
  const span = `${since} to ${clock(news.until!)}`;
  return {
    ...common,
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
  const common = { sloId: news.objectiveId, runbookUrl };
  if (news.kind === 'reached') {
    return {
      ...common,
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
  return { ...common, tone: 'good', text: `${budget} again.${over}${next}` };
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

function stillOf(names: string[]): string[] {
  const rest = names.length - MOST_STILL;
  return rest > 0 ? [...names.slice(0, MOST_STILL), `${rest} more`] : names;
}
