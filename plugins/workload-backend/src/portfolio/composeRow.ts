import {
  FamilySummary,
  HealthState,
  NodeHealth,
  PortfolioCell,
  SUMMARY_FAMILIES,
  StampChip,
  SummaryFamily,
  Tile,
  TileId,
  Tone,
  WorkloadGraph,
  WorkloadHealth,
  healthParts,
  isStampNode,
  servingStamps,
} from '@plumbline/plugin-workload-common';
import { WorkloadTable } from '../store/tables';

/** What of a workload's row follows from its health and its families. */
export type Evaluation = Pick<
  WorkloadTable,
  | 'health'
  | 'health_rank'
  | 'health_reason'
  | 'health_parts'
  | 'families'
  | 'tiles'
  | 'maturity_sort'
  | 'slo_sort'
  | 'secret_expiry_sort'
  | 'stamps'
  | 'stamp_count'
  | 'regions'
  | 'region_count'
  | 'attention_count'
  | 'urgency'
>;

/** Place in the portfolio when sorted by health, worst first. */
const HEALTH_RANKS: Record<HealthState, number> = {
  unhealthy: 0,
  degraded: 1,
  unknown: 2,
  healthy: 3,
};

const TONES: Record<HealthState, Tone> = {
  healthy: 'good',
  degraded: 'warning',
  unhealthy: 'bad',
  unknown: 'unknown',
};

/** Urgency of ill health itself, on the scale of attention items. */
const HEALTH_URGENCY: Record<HealthState, number> = {
  unhealthy: 90,
  degraded: 50,
  unknown: 0,
  healthy: 0,
};

/** The evaluated part of a workload's row. Pure: the same input gives the same row. */
export function composeRow(
  graph: WorkloadGraph,
  health: WorkloadHealth,
  summaries: FamilySummary[],
): Evaluation {
  const { state } = health.workload;
  const reason = reasonOf(graph, health);
  const byFamily = new Map(summaries.map(each => [each.family, each]));
  const stamps = stampChips(graph, health);
  const regions = regionsOf(stamps);
  const attention = summaries.flatMap(each => each.attention);
  const shown = summaries.filter(hasTile);
  const tiles: ({ id: TileId } & Tile)[] = [
    {
      id: 'health',
      tone: TONES[state],
      headline: state,
      detail: reason,
      tab: 'service-map',
    },
    ...shown.map(each => ({ id: each.family, ...each.tile })),
    { id: 'stamps', ...stampsTile(graph, health, byFamily.get('stamp')) },
  ];
  const sortOf = (family: SummaryFamily) =>
    byFamily.get(family)?.sortValue ?? null;
  return {
    health: state,
    health_rank: HEALTH_RANKS[state],
    health_reason: reason,
    health_parts: JSON.stringify(healthParts(graph, health)),
    families: JSON.stringify(
      Object.fromEntries(
        shown.map(({ family, cell, tile }): [string, PortfolioCell] => [
          family,
          { text: cell, tone: tile.tone, trend: tile.trend },
        ]),
      ),
    ),
    tiles: JSON.stringify(tiles),
    maturity_sort: sortOf('maturity'),
    slo_sort: sortOf('slo'),
    secret_expiry_sort: sortOf('secret-expiry'),
    stamps: JSON.stringify(stamps),
    stamp_count: stamps.length,
    regions: regions.join(' '),
    region_count: regions.length,
    attention_count: attention.length,
    urgency: Math.max(
      HEALTH_URGENCY[state],
      ...attention.map(each => Math.round(each.urgency)),
    ),
  };
}

/** Whether a family has a tile and a column of its own. */
function hasTile(
  summary: FamilySummary,
): summary is FamilySummary & { family: SummaryFamily } {
  return SUMMARY_FAMILIES.some(family => family === summary.family);
}

/** One sentence: why a workload is in its state. */
function reasonOf(graph: WorkloadGraph, health: WorkloadHealth): string {
  const { cause } = health.workload;
  if (cause) {
    const node = graph.nodes.find(each => each.entityRef === cause.entityRef);
    return cause.entityRef === graph.workloadRef || !node
      ? cause.reason
      : `${node.title}: ${cause.reason}`;
  }
  const observed = [...health.signals.values()].filter(
    signals => signals.length > 0,
  ).length;
  return observed === 0
    ? 'No part of it has a health signal yet'
    : `No signal says otherwise; ${observed} of its ${health.nodes.size} parts have one`;
}

function stampChips(graph: WorkloadGraph, health: WorkloadHealth): StampChip[] {
  return graph.nodes.filter(isStampNode).map(node => ({
    ref: node.entityRef,
    region: node.region,
    environment: node.environment,
    lifecycle: node.lifecycle,
    state: stateOf(health.nodes.get(node.entityRef)),
  }));
}

/** @param told - what the stamp family says; absent where it is not installed. */
function stampsTile(
  graph: WorkloadGraph,
  health: WorkloadHealth,
  told: FamilySummary | undefined,
): Tile {
  const tab = told ? 'stamps' : 'service-map';
  const toLookAt = told && told.attention.length > 0 ? [told.cell] : [];
  const serving = servingStamps(graph);
  if (serving.length === 0) {
    return {
      tone: 'neutral',
      headline: 'none',
      detail: ['no stamp serves users yet', ...toLookAt].join(', '),
      tab,
    };
  }
  const states = serving.map(node => stateOf(health.nodes.get(node.entityRef)));
  const worst = states.reduce((a, b) =>
    HEALTH_RANKS[b] < HEALTH_RANKS[a] ? b : a,
  );
  const ill = (['unhealthy', 'degraded', 'unknown'] as const)
    .map(state => ({
      state,
      count: states.filter(each => each === state).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`);
  const regions = new Set(serving.map(node => node.region)).size;
  return {
    tone: TONES[worst],
    headline: String(serving.length),
    detail: [
      regions === 1 ? '1 region' : `${regions} regions`,
      ...ill,
      ...toLookAt,
    ].join(', '),
    tab,
  };
}

function regionsOf(stamps: StampChip[]): string[] {
  return [...new Set(stamps.flatMap(each => each.region ?? []))].sort();
}

function stateOf(health: NodeHealth | undefined): HealthState {
  return health?.state ?? 'unknown';
}
