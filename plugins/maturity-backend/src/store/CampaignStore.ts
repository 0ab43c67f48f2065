import {
  Campaign,
  CampaignGoal,
  CampaignInput,
  CampaignScope,
  CampaignState,
  CampaignWorkload,
  campaignProgress,
  campaignState,
} from '@plumbline/plugin-maturity-common';
import { slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

interface CampaignRow {
  id: string;
  title: string;
  description: string | null;
  goal: string;
  scope: string;
  owner_ref: string;
  starts_at: string;
  deadline: string;
  remind_days_before: string;
  created_by: string;
  created_at: string;
  closed_at: string | null;
  achieved_at: string | null;
  workloads: number;
  done: number;
  not_started: number;
  owners_not_started: number;
}

interface MemberRow {
  campaign_id: string;
  workload_ref: string;
  revision: number;
  done: number;
  since: string;
  blockers: number;
  blockers_at_start: number;
}

/** How far one workload is from the goal, as counted from a scorecard. */
export interface CountedMember {
  workloadRef: string;
  /** Of the scorecard. */
  revision: number;
  blockers: number;
}

/** How many workloads of an owner have not reached the goal. */
export interface OwnerProgress {
  campaignId: string;
  ownerRef: string;
  workloads: number;
  open: number;
}

/** Campaigns, the workloads that each asks, and how far they are. */
export class CampaignStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Campaigns in one of these states, all when absent; the first deadline first.
   *
   * @param now - epoch milliseconds.
   */
  async list(now: number, states?: CampaignState[]): Promise<Campaign[]> {
    const query = this.#database<CampaignRow>('campaigns')
      .select()
      .orderBy(['deadline', 'id']);
    if (states) {
      query.where(where => {
        for (const state of states) {
          where.orWhere(one =>
            inState(one, state, new Date(now).toISOString()),
          );
        }
      });
    }
    return (await query).map(row => fromRow(row, now));
  }

  /** One by its id. */
  async find(id: string, now: number): Promise<Campaign | undefined> {
    const row = await this.#database<CampaignRow>('campaigns')
      .where({ id })
      .first();
    return row && fromRow(row, now);
  }

  /** Adds a campaign that asks nobody yet. */
  async add(
    campaign: CampaignInput & {
      id: string;
      createdBy: string;
      createdAt: string;
    },
  ): Promise<void> {
    await this.#database<CampaignRow>('campaigns').insert({
      id: campaign.id,
      ...inputColumns(campaign),
      created_by: campaign.createdBy,
      created_at: campaign.createdAt,
      closed_at: null,
      achieved_at: null,
      workloads: 0,
      done: 0,
      not_started: 0,
      owners_not_started: 0,
    });
  }

  /**
   * Changes one that is not closed. With another goal, every workload starts anew.
   *
   * @returns false when there is none that is open.
   */
  async update(id: string, input: CampaignInput): Promise<boolean> {
    return this.#database.transaction(async tx => {
      const before = await tx<CampaignRow>('campaigns')
        .where({ id, closed_at: null })
        .first();
      if (!before) return false;
      const columns = inputColumns(input);
      const isOtherGoal = before.goal !== columns.goal;
      await tx<CampaignRow>('campaigns')
        .where({ id })
        .update(isOtherGoal ? { ...columns, achieved_at: null } : columns);
      if (isOtherGoal) {
        await tx('campaign_workloads').where({ campaign_id: id }).delete();
      }
      return true;
    });
  }

  /** @returns false when there is none that is open. */
  async close(id: string, at: string): Promise<boolean> {
    const closed = await this.#database<CampaignRow>('campaigns')
      .where({ id, closed_at: null })
      .update({ closed_at: at });
    return closed > 0;
  }

  /** @returns false when there is none. */
  async remove(id: string): Promise<boolean> {
    return this.#database.transaction(async tx => {
      await tx('campaign_workloads').where({ campaign_id: id }).delete();
      return (await tx('campaigns').where({ id }).delete()) > 0;
    });
  }

  /** A page of the workloads of a campaign: the open ones first, those with the most in their way before. */
  async page(
    campaignId: string,
    query: { done?: boolean; limit: number; offset: number },
  ): Promise<{ items: CampaignWorkload[]; total: number }> {
    const matching = this.#database('campaign_workloads as members')
      .leftJoin('workloads', 'workloads.workload_ref', 'members.workload_ref')
      .where({ campaign_id: campaignId });
    if (query.done !== undefined) matching.where({ done: Number(query.done) });
    const rows: (MemberRow & {
      title: string | null;
      owner_ref: string | null;
      total: number | string;
    })[] = await matching
      .clone()
      .select('members.*', 'workloads.title', 'workloads.owner_ref')
      .select(this.#database.raw('count(*) over () as total'))
      .orderBy([
        { column: 'done' },
        { column: 'blockers', order: 'desc' },
        { column: 'members.workload_ref' },
      ])
      .limit(query.limit)
      .offset(query.offset);
    // Beyond the last page no row says how many there are.
    const [counted] =
      rows.length === 0 && query.offset > 0
        ? await matching.count({ total: '*' })
        : [rows[0] ?? { total: 0 }];
    return {
      items: rows.map(row => ({
        workloadRef: row.workload_ref,
        title: row.title ?? row.workload_ref,
        ownerRef: row.owner_ref ?? undefined,
        done: row.done === 1,
        since: row.since,
        blockers: row.blockers,
      })),
      total: Number(counted.total),
    };
  }

  /**
   * What is stored of the workloads that these campaigns ask, by campaign id
   * and workload ref; an entry for each campaign.
   *
   * @param among - only of these workloads; of all when absent.
   */
  async members(
    campaignIds: string[],
    among?: string[],
  ): Promise<Map<string, Map<string, CountedMember>>> {
    const found = new Map<string, Map<string, CountedMember>>(
      campaignIds.map(id => [id, new Map()]),
    );
    for (const refs of among ? slices(among) : [undefined]) {
      const query = this.#database<MemberRow>('campaign_workloads')
        .select('campaign_id', 'workload_ref', 'revision', 'blockers')
        .whereIn('campaign_id', campaignIds);
      if (refs) query.whereIn('workload_ref', refs);
      for (const row of await query) {
        found.get(row.campaign_id)!.set(row.workload_ref, {
          workloadRef: row.workload_ref,
          revision: row.revision,
          blockers: row.blockers,
        });
      }
    }
    return found;
  }

  /**
   * Stores how far workloads of a campaign are.
   *
   * @param at - ISO 8601; before the start it is still the state to start from.
   */
  async saveMembers(
    { id, startsAt }: Pick<Campaign, 'id' | 'startsAt'>,
    members: CountedMember[],
    at: string,
  ): Promise<void> {
    const isPlanned = at < startsAt;
    const raw = (sql: string) => this.#database.raw(sql);
    for (const batch of slices(members)) {
      await this.#database<MemberRow>('campaign_workloads')
        .insert(
          batch.map(({ workloadRef, revision, blockers }) => ({
            campaign_id: id,
            workload_ref: workloadRef,
            revision,
            done: blockers === 0 ? 1 : 0,
            since: at,
            blockers,
            blockers_at_start: blockers,
          })),
        )
        .onConflict(['campaign_id', 'workload_ref'])
        .merge({
          revision: raw('excluded.revision'),
          done: raw('excluded.done'),
          since: raw(
            'case when campaign_workloads.done = excluded.done then campaign_workloads.since else excluded.since end',
          ),
          blockers: raw('excluded.blockers'),
          ...(isPlanned && { blockers_at_start: raw('excluded.blockers') }),
        } as never);
    }
  }

  /** Takes workloads out of a campaign. */
  async removeMembers(campaignId: string, refs: string[]): Promise<void> {
    for (const batch of slices(refs)) {
      await this.#database('campaign_workloads')
        .where({ campaign_id: campaignId })
        .whereIn('workload_ref', batch)
        .delete();
    }
  }

  /**
   * Counts the workloads of a campaign anew, and notes when all have reached
   * the goal. Until the deadline one that falls back takes that back.
   *
   * @param at - ISO 8601.
   */
  async count(campaignId: string, at: string): Promise<void> {
    const [counts] = await this.#database('campaign_workloads as members')
      .leftJoin('workloads', 'workloads.workload_ref', 'members.workload_ref')
      .where({ campaign_id: campaignId })
      .select(
        this.#database.raw(`
          count(*) as workloads,
          coalesce(sum(done), 0) as done,
          coalesce(sum(case when done = 0 and blockers >= blockers_at_start then 1 else 0 end), 0) as not_started,
          count(distinct owner_ref) - count(distinct case when done = 1 then owner_ref end) as owners_not_started,
          max(since) as last`),
      );
    const numbers = {
      workloads: Number(counts.workloads),
      done: Number(counts.done),
      not_started: Number(counts.not_started),
      owners_not_started: Number(counts.owners_not_started),
    };
    const isAchieved =
      numbers.workloads > 0 && numbers.done === numbers.workloads;
    await this.#database('campaigns')
      .where({ id: campaignId })
      .update({
        ...numbers,
        achieved_at: isAchieved
          ? this.#database.raw('coalesce(achieved_at, ?)', [counts.last])
          : this.#database.raw('case when deadline <= ? then achieved_at end', [
              at,
            ]),
      });
  }

  /** Owners of these campaigns with workloads that have not reached the goal. */
  async openOwners(campaignIds: string[]): Promise<OwnerProgress[]> {
    const rows: {
      campaign_id: string;
      owner_ref: string;
      workloads: number | string;
      open: number | string;
    }[] = await this.#database('campaign_workloads as members')
      .join('workloads', 'workloads.workload_ref', 'members.workload_ref')
      .whereIn('campaign_id', campaignIds)
      .whereNotNull('owner_ref')
      .groupBy('campaign_id', 'owner_ref')
      .having(this.#database.raw('sum(done) < count(*)'))
      .orderBy(['campaign_id', 'owner_ref'])
      .select('campaign_id', 'owner_ref')
      .count({ workloads: '*' })
      .select(this.#database.raw('count(*) - sum(done) as open'));
    return rows.map(row => ({
      campaignId: row.campaign_id,
      ownerRef: row.owner_ref,
      workloads: Number(row.workloads),
      open: Number(row.open),
    }));
  }
}

/** The same order of conditions as `campaignState`. */
function inState(where: Knex.QueryBuilder, state: CampaignState, now: string) {
  if (state === 'closed') {
    where.whereNotNull('closed_at');
    return;
  }
  where.whereNull('closed_at');
  if (state === 'planned') {
    where.where('starts_at', '>', now);
    return;
  }
  where.where('starts_at', '<=', now);
  if (state === 'achieved') {
    where.whereRaw('achieved_at <= deadline');
    return;
  }
  where
    .where(not =>
      not.whereNull('achieved_at').orWhereRaw('achieved_at > deadline'),
    )
    .where('deadline', state === 'running' ? '>' : '<=', now);
}

function inputColumns(input: CampaignInput) {
  return {
    title: input.title,
    description: input.description ?? null,
    goal: JSON.stringify(input.goal),
    scope: JSON.stringify(input.scope),
    owner_ref: input.ownerRef,
    starts_at: input.startsAt,
    deadline: input.deadline,
    remind_days_before: JSON.stringify(input.remindDaysBefore),
  };
}

function fromRow(row: CampaignRow, now: number): Campaign {
  const times = {
    startsAt: row.starts_at,
    deadline: row.deadline,
    closedAt: row.closed_at ?? undefined,
  };
  const achievedAt = row.achieved_at ?? undefined;
  return {
    id: row.id,
    title: row.title,
    description: row.description ?? undefined,
    goal: JSON.parse(row.goal) as CampaignGoal,
    scope: JSON.parse(row.scope) as CampaignScope,
    ownerRef: row.owner_ref,
    ...times,
    remindDaysBefore: JSON.parse(row.remind_days_before) as number[],
    state: campaignState({ ...times, achievedAt }, now),
    createdBy: row.created_by,
    createdAt: row.created_at,
    progress: campaignProgress(
      {
        workloads: row.workloads,
        done: row.done,
        notStarted: row.not_started,
        ownersNotStarted: row.owners_not_started,
      },
      times,
      now,
    ),
  };
}
