import {
  Campaign,
  CampaignInput,
  CampaignScope,
} from '@plumbline/plugin-maturity-common';
import { DateTime } from 'luxon';

/** A campaign while it is written. */
export interface CampaignDraft {
  title: string;
  description: string;
  modelId: string;
  goal: 'level' | 'strategies';
  /** Absent: overall. */
  pillarId?: string;
  level: number;
  strategyIds: string[];
  /** Whether the workloads are those that a filter lets through, or named one by one. */
  scope: 'filter' | 'chosen';
  owners?: string[];
  domains?: string[];
  lifecycles?: string[];
  workloads: ChosenWorkload[];
  ownerRef: string;
  /** `2026-11-27`. */
  startDay: string;
  deadlineDay: string;
  remindDaysBefore: number[];
}

/** A workload that was chosen by hand. */
export interface ChosenWorkload {
  ref: string;
  title: string;
}

/** Fields that can be wrong. */
export type DraftField =
  | 'title'
  | 'strategyIds'
  | 'workloads'
  | 'ownerRef'
  | 'startDay'
  | 'deadlineDay';

/** An empty campaign of a quarter, with what the address says about it. */
export function newDraft(
  params: URLSearchParams,
  modelId: string,
  today: string,
): CampaignDraft {
  const list = (key: string) => {
    const values = params.getAll(key);
    return values.length > 0 ? values : undefined;
  };
  const strategyIds = list('strategy') ?? [];
  return {
    title: '',
    description: '',
    modelId,
    goal: strategyIds.length > 0 ? 'strategies' : 'level',
    pillarId: params.get('pillar') ?? undefined,
    level: 1,
    strategyIds,
    scope: 'filter',
    owners: list('owner'),
    domains: list('domain'),
    lifecycles: list('lifecycle'),
    workloads: [],
    ownerRef: '',
    startDay: today,
    deadlineDay: DateTime.fromISO(today).plus({ months: 3 }).toISODate() ?? '',
    remindDaysBefore: [30, 7, 1],
  };
}

/** A campaign as it can be changed. */
export function draftOf(campaign: Campaign): CampaignDraft {
  const { goal, scope } = campaign;
  return {
    title: campaign.title,
    description: campaign.description ?? '',
    modelId: goal.modelId,
    goal: goal.kind,
    pillarId: goal.kind === 'level' ? goal.pillarId : undefined,
    level: goal.kind === 'level' ? goal.level : 1,
    strategyIds: goal.kind === 'strategies' ? goal.strategyIds : [],
    scope: scope.workloadRefs?.length ? 'chosen' : 'filter',
    owners: scope.owners,
    domains: scope.domains,
    lifecycles: scope.lifecycles,
    workloads: (scope.workloadRefs ?? []).map(ref => ({ ref, title: ref })),
    ownerRef: campaign.ownerRef,
    startDay: dayOf(campaign.startsAt),
    deadlineDay: dayOf(campaign.deadline),
    remindDaysBefore: campaign.remindDaysBefore,
  };
}

/** Which fields are wrong; empty when the campaign can be stored. */
export function problemsOf(draft: CampaignDraft): DraftField[] {
  const { title, goal, strategyIds, scope, workloads, ownerRef } = draft;
  const { startDay, deadlineDay } = draft;
  const problems: [DraftField, boolean][] = [
    ['title', title.trim() === ''],
    ['strategyIds', goal === 'strategies' && strategyIds.length === 0],
    ['workloads', scope === 'chosen' && workloads.length === 0],
    ['ownerRef', ownerRef === ''],
    ['startDay', startDay === ''],
    ['deadlineDay', deadlineDay === '' || deadlineDay < startDay],
  ];
  return problems.filter(([, isWrong]) => isWrong).map(([field]) => field);
}

/** What is sent: from the start of the first day to the end of the last, where the reader is. */
export function inputOf(draft: CampaignDraft): CampaignInput {
  const { modelId } = draft;
  return {
    title: draft.title.trim(),
    description: draft.description.trim() || undefined,
    goal:
      draft.goal === 'level'
        ? {
            kind: 'level',
            modelId,
            pillarId: draft.pillarId,
            level: draft.level,
          }
        : { kind: 'strategies', modelId, strategyIds: draft.strategyIds },
    scope: scopeOf(draft),
    ownerRef: draft.ownerRef,
    startsAt: DateTime.fromISO(draft.startDay).startOf('day').toUTC().toISO()!,
    deadline: DateTime.fromISO(draft.deadlineDay).endOf('day').toUTC().toISO()!,
    remindDaysBefore: [...draft.remindDaysBefore].sort((a, b) => b - a),
  };
}

function scopeOf(draft: CampaignDraft): CampaignScope {
  if (draft.scope === 'chosen') {
    return { workloadRefs: draft.workloads.map(({ ref }) => ref) };
  }
  const { owners, domains, lifecycles } = draft;
  return { owners, domains, lifecycles };
}

function dayOf(at: string): string {
  return DateTime.fromISO(at).toISODate() ?? '';
}
