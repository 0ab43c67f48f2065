import {
  HEALTH_OF_SLO_STATE,
  ObjectiveDefinition,
  ReportedDocumentError,
  SloStatus,
  formatBurnRate,
  formatPercent,
  formatRemaining,
  formatSeconds,
  sloFacts,
} from '@plumbline/plugin-slo-common';
import {
  AttentionItem,
  FamilySummary,
  HealthState,
  NodeSignal,
  Tile,
  Tone,
} from '@plumbline/plugin-workload-common';
import { sourceItems } from './sourceItems';

const TAB = 'slo';
const DAY = 86_400;

const TONE: Record<HealthState, Tone> = {
  unhealthy: 'bad',
  degraded: 'warning',
  unknown: 'unknown',
  healthy: 'good',
};

const TONES_WORST_FIRST: Tone[] = ['bad', 'warning', 'unknown', 'good'];

/** What is known about one workload. */
export interface SummaryInput {
  workloadRef: string;
  /** Full ref of who acts. */
  ownerRef?: string;
  /** What is declared. */
  objectives: ObjectiveDefinition[];
  /** What of it was evaluated. */
  statuses: SloStatus[];
  documentErrors: ReportedDocumentError[];
  now: Date;
}

/**
 * What the slo family says about one workload: the tightest SLO on the tile, a
 * signal for each SLO on the entity it measures, and what needs someone.
 */
export function composeSummary(found: SummaryInput): FamilySummary {
  // Warnings are for the author of the documents: the tab has them.
  const input = {
    ...found,
    documentErrors: found.documentErrors.filter(
      ({ severity }) => severity === 'error',
    ),
  };
  const { workloadRef, objectives, statuses, documentErrors, now } = input;
  const tightest = tightestOf(statuses);
  return {
    family: 'slo',
    workloadRef,
    tile: composeTile(input, tightest),
    sortValue: tightest?.remainingBudget ?? null,
    cell: composeCell(input, tightest),
    signals: statuses.map(composeSignal),
    attention: composeAttention(input),
    facts: sloFacts({
      objectives,
      statuses,
      readable: documentErrors.length === 0,
    }),
    asOf: now.toISOString(),
  };
}

/** The SLO with the least budget left among those whose numbers are current. */
function tightestOf(statuses: SloStatus[]): SloStatus | undefined {
  return statuses
    .filter(({ state }) => HEALTH_OF_SLO_STATE[state] !== 'unknown')
    .sort(
      (a, b) =>
        (a.remainingBudget ?? Infinity) - (b.remainingBudget ?? Infinity),
    )[0];
}

function composeTile(
  { statuses, documentErrors }: SummaryInput,
  tightest: SloStatus | undefined,
): Tile {
  if (statuses.length === 0) {
    return {
      tone: 'unknown',
      headline: 'no SLO declared',
      detail: documentErrors.length > 0 ? 'its document has errors' : undefined,
      tab: TAB,
    };
  }
  if (!tightest) {
    return {
      tone: 'unknown',
      headline: 'no data',
      detail: countOf(statuses.length, 'SLO'),
      tab: TAB,
    };
  }
  const tones = new Set(
    statuses.map(({ state }) => TONE[HEALTH_OF_SLO_STATE[state]]),
  );
  return {
    tone: TONES_WORST_FIRST.find(tone => tones.has(tone)) ?? 'unknown',
    headline: remainingOf(tightest),
    detail: tightest.displayName,
    trend: tightest.trend.length > 1 ? coarse(tightest.trend) : undefined,
    tab: TAB,
  };
}

function composeCell(
  { statuses }: SummaryInput,
  tightest: SloStatus | undefined,
): string {
  if (statuses.length === 0) return 'no SLO declared';
  if (!tightest) return 'no data';
  return `${tightest.displayName} ${remainingOf(tightest)}`;
}

function composeSignal(status: SloStatus): NodeSignal {
  return {
    id: `slo/${status.id}`,
    entityRef: status.entityRef,
    state: HEALTH_OF_SLO_STATE[status.state],
    reason: `${status.displayName}: ${status.reason}`,
    observedAt: hourOf(status.asOf ?? status.window.end),
  };
}

function composeAttention(input: SummaryInput): AttentionItem[] {
  const { workloadRef, ownerRef, statuses, documentErrors } = input;
  const items = [
    ...statuses.flatMap(status => [
      ...budgetItems(status),
      ...slaItems(status),
    ]),
    ...sourceItems(statuses),
    ...documentErrors.map(documentErrorItem),
  ];
  if (statuses.length === 0 && documentErrors.length === 0) {
    items.push({
      id: 'no-slo',
      tone: 'unknown',
      urgency: 30,
      title: 'No SLO is declared',
      nextStep: 'Declare an SLO',
      tab: TAB,
    });
  }
  return items.map(item => ({
    ...item,
    ownerRef,
    entityRef: item.entityRef === workloadRef ? undefined : item.entityRef,
  }));
}

function budgetItems(status: SloStatus): AttentionItem[] {
  const { state, displayName, remainingBudget, asOf } = status;
  const rate = formatBurnRate(status.presentBurnRate ?? 0);
  const lasts = status.secondsToExhaustion;
  const item = (
    fields: Pick<AttentionItem, 'tone' | 'urgency' | 'title' | 'nextStep'>,
  ): AttentionItem => ({
    id: `budget/${status.id}`,
    tab: TAB,
    runbookUrl: status.runbookUrl,
    entityRef: status.entityRef,
    ...fields,
  });
  switch (state) {
    case 'exhausted': {
      const burning = status.alertReadings.some(
        alert => alert.state === 'firing',
      );
      return [
        item({
          tone: 'bad',
          urgency: burning ? 95 : 75,
          title: `${displayName}: error budget spent, ${formatRemaining(
            remainingBudget ?? 0,
          )}${burning ? `, still burning ${rate}` : ''}`,
          nextStep: burning
            ? 'Find what fails and stop it'
            : 'Put reliability work before new changes until budget is back',
        }),
      ];
    }
    case 'fast-burn':
    case 'slow-burn': {
      const fast = state === 'fast-burn';
      const due =
        lasts === null || asOf === null
          ? undefined
          : hourOf(new Date(Date.parse(asOf) + lasts * 1_000).toISOString());
      return [
        {
          ...item({
            tone: fast ? 'bad' : 'warning',
            urgency: fast ? 92 : urgencyBy(lasts),
            title: `${displayName} burns ${rate}${
              lasts === null ? '' : `: budget gone in ${coarseSpan(lasts)}`
            }`,
            nextStep: fast
              ? 'Find what fails and stop it'
              : 'Find what burns the budget before it is gone',
          }),
          dueAt: due,
        },
      ];
    }
    case 'low':
      return [
        item({
          tone: 'warning',
          urgency: 45,
          title: `${displayName}: ${formatRemaining(
            remainingBudget ?? 0,
          )} of the error budget`,
          nextStep: 'Hold risky changes until budget is back',
        }),
      ];
    default:
      return [];
  }
}

function slaItems(status: SloStatus): AttentionItem[] {
  const { slaFinding } = status;
  if (!slaFinding) return [];
  const looser = slaFinding.severity === 'error';
  const slo = formatPercent(slaFinding.sloTarget);
  const sla = formatPercent(slaFinding.slaTarget);
  return [
    {
      id: `sla/${status.id}`,
      tone: looser ? 'bad' : 'warning',
      urgency: looser ? 60 : 30,
      title: looser
        ? `${status.displayName}: the SLO (${slo}) is looser than its SLA (${sla})`
        : `${status.displayName}: the SLO (${slo}) leaves no room before its SLA`,
      nextStep: `Set the SLO above ${sla}`,
      tab: TAB,
      entityRef: status.entityRef,
    },
  ];
}

function documentErrorItem(error: ReportedDocumentError): AttentionItem {
  const place = `${error.file.split('/').pop()}:${error.line}`;
  return {
    id: `document/${place}/${error.field}`,
    tone: 'warning',
    urgency: 50,
    title: `${place}: ${error.message.split('; expected')[0]}`,
    nextStep: `Write ${error.expected}`,
    tab: TAB,
  };
}

function remainingOf({ remainingBudget }: SloStatus): string {
  return formatRemaining(remainingBudget ?? 0);
}

function urgencyBy(seconds: number | null): number {
  if (seconds === null) return 50;
  if (seconds < DAY) return 90;
  return seconds < 7 * DAY ? 70 : 55;
}

// Summaries are published when they change, so numbers that creep are given no
// finer than they matter: spans in whole hours or days, times by the hour.

function coarseSpan(seconds: number): string {
  const unit = seconds < 2 * DAY ? 3_600 : DAY;
  return formatSeconds(Math.max(1, Math.round(seconds / unit)) * unit);
}

function hourOf(iso: string): string {
  return `${iso.slice(0, 13)}:00:00.000Z`;
}

function coarse(trend: number[]): number[] {
  return trend.map(value => Number(value.toFixed(3)));
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
