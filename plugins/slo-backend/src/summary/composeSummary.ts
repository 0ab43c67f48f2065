import {
  HEALTH_OF_SLO_STATE,
  ObjectiveDefinition,
  ReportedDocumentError,
  SloStatus,
  WorkloadAgreement,
  formatRemaining,
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
import { agreementItems, slaItems } from './agreementItems';
import { alertItems, firingInWords } from './alertItems';
import { budgetItems } from './budgetItems';
import { hourOf } from './coarse';
import { policyItems } from './policyItems';
import { sourceItems } from './sourceItems';

const TAB = 'slo';

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
  /** What its dependencies allow it to promise; absent until the catalog told. */
  agreement?: WorkloadAgreement;
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
  const state = HEALTH_OF_SLO_STATE[status.state];
  const firing = state === 'unknown' ? '' : firingInWords(status.alertReadings);
  const why = status.state === 'no-data' && status.error;
  return {
    id: `slo/${status.id}`,
    entityRef: status.entityRef,
    state,
    reason: `${status.displayName}: ${status.reason}${why ? ` ${why}.` : ''}${
      firing ? ` Alerts: ${firing}.` : ''
    }`,
    observedAt: hourOf(status.asOf ?? status.window.end),
  };
}

function composeAttention(input: SummaryInput): AttentionItem[] {
  const { workloadRef, ownerRef, objectives, statuses, documentErrors } = input;
  const items = [
    ...statuses.flatMap(status => [
      ...alertItems(status),
      ...budgetItems(status),
      ...slaItems(status),
    ]),
    ...policyItems(statuses),
    ...agreementItems(
      input.agreement,
      id =>
        [...statuses, ...objectives].find(each => each.id === id)
          ?.displayName ?? id,
    ),
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

function coarse(trend: number[]): number[] {
  return trend.map(value => Number(value.toFixed(3)));
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
