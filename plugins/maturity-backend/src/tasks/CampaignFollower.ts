import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import {
  Campaign,
  blockersToGoal,
  goalProblem,
  isInScope,
} from '@plumbline/plugin-maturity-common';
import { inTurns } from '@plumbline/plugin-workload-node';
import { ModelIndex } from '../models/ModelIndex';
import { CampaignStore, CountedMember } from '../store/CampaignStore';
import { ScorecardStore, StoredScorecard } from '../store/ScorecardStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { Evaluated, EvaluationListener } from './Evaluator';

const SCORECARDS_AT_ONCE = 200;

/**
 * Keeps campaigns up to date: which workloads each asks, and how far they are.
 * Until its deadline a campaign asks whoever fits its scope; afterwards those
 * that it asked last. A closed one stays as it is.
 */
export class CampaignFollower {
  readonly #models: { index(modelId: string): ModelIndex | undefined };
  readonly #campaigns: CampaignStore;
  readonly #workloads: WorkloadStore;
  readonly #scorecards: ScorecardStore;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    models: { index(modelId: string): ModelIndex | undefined };
    campaigns: CampaignStore;
    workloads: WorkloadStore;
    scorecards: ScorecardStore;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#models = options.models;
    this.#campaigns = options.campaigns;
    this.#workloads = options.workloads;
    this.#scorecards = options.scorecards;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /** Looks at everything every ten minutes. */
  async start(scheduler: SchedulerService): Promise<void> {
    await scheduler.scheduleTask({
      id: 'maturity-follow-campaigns',
      frequency: { minutes: 10 },
      timeout: { minutes: 10 },
      initialDelay: { seconds: 90 },
      fn: () => this.followAll(),
    });
  }

  /** Looks at everything again, also at what was missed. */
  async followAll(): Promise<void> {
    await this.#follow(await this.#active());
  }

  /** Looks at one campaign that is new or was changed. */
  async followOne(campaign: Campaign): Promise<void> {
    await this.#follow([campaign]);
  }

  /** Looks at workloads whose owner, domain or lifecycle may have changed, or that are gone. */
  async followWorkloads(workloadRefs: string[]): Promise<void> {
    await this.#follow(await this.#active(), workloadRefs);
  }

  /** Counts workloads whose results changed. What it fails to count, {@link followAll} does. */
  readonly onEvaluated: EvaluationListener = async evaluated => {
    try {
      await this.#count(evaluated);
    } catch (error) {
      this.#logger.warn(
        `Progress of campaigns could not be counted: ${
          (error as Error).message
        }`,
      );
    }
  };

  async #active(): Promise<Campaign[]> {
    return this.#campaigns.list(this.#now().getTime(), [
      'planned',
      'running',
      'achieved',
      'missed',
    ]);
  }

  async #follow(campaigns: Campaign[], among?: string[]): Promise<void> {
    if (campaigns.length === 0) return;
    const workloads = await this.#workloads.read(
      among ?? (await this.#workloads.refs()),
    );
    const members = await this.#campaigns.members(
      campaigns.map(({ id }) => id),
      among,
    );
    const revisions = new Map<string, Map<string, number>>();
    for (const campaign of campaigns) {
      const index = this.#readable(campaign);
      if (!index) continue;
      const { modelId } = campaign.goal;
      const held =
        revisions.get(modelId) ??
        (await this.#scorecards.revisions(modelId, among));
      revisions.set(modelId, held);
      const before = members.get(campaign.id)!;
      const asked = this.#isOpen(campaign)
        ? [...held.keys()].filter(ref => {
            const workload = workloads.get(ref);
            return workload && isInScope(campaign.scope, workload);
          })
        : [...before.keys()];
      const isAsked = new Set(asked);
      const gone = [...before.keys()].filter(ref => !isAsked.has(ref));
      const stale = asked.filter(
        ref => held.has(ref) && before.get(ref)?.revision !== held.get(ref),
      );
      await this.#campaigns.removeMembers(campaign.id, gone);
      for await (const refs of inTurns(stale, SCORECARDS_AT_ONCE)) {
        const scorecards = await this.#scorecards.read(refs);
        await this.#save(
          campaign,
          refs.flatMap(ref => {
            const scorecard = scorecards.get(ref)?.get(modelId);
            return scorecard ? [counted(campaign, index, scorecard)] : [];
          }),
        );
      }
      if (!among || before.size > 0 || asked.length > 0) {
        await this.#campaigns.count(campaign.id, this.#now().toISOString());
      }
    }
  }

  async #count(evaluated: Evaluated[]): Promise<void> {
    const changed = new Set(
      evaluated.flatMap(({ changes }) =>
        changes.map(({ scorecard }) => scorecard.modelId),
      ),
    );
    const campaigns = (await this.#active()).filter(({ goal }) =>
      changed.has(goal.modelId),
    );
    if (campaigns.length === 0) return;
    const members = await this.#campaigns.members(
      campaigns.map(({ id }) => id),
      evaluated.map(({ workload }) => workload.workloadRef),
    );
    for (const campaign of campaigns) {
      const index = this.#readable(campaign);
      if (!index) continue;
      const before = members.get(campaign.id)!;
      const after = evaluated
        .filter(({ workload }) =>
          this.#isOpen(campaign)
            ? isInScope(campaign.scope, workload)
            : before.has(workload.workloadRef),
        )
        .flatMap(({ changes }) =>
          changes
            .filter(
              ({ scorecard }) => scorecard.modelId === campaign.goal.modelId,
            )
            .map(({ scorecard }) => counted(campaign, index, scorecard)),
        );
      await this.#save(campaign, after);
      // Most results that change stand in nobody's way.
      const isOther = after.some(
        ({ workloadRef, blockers }) =>
          before.get(workloadRef)?.blockers !== blockers,
      );
      if (isOther) {
        await this.#campaigns.count(campaign.id, this.#now().toISOString());
      }
    }
  }

  async #save(campaign: Campaign, members: CountedMember[]): Promise<void> {
    await this.#campaigns.saveMembers(
      campaign,
      members,
      this.#now().toISOString(),
    );
  }

  /** The goal's model, unless the goal cannot be read any more. */
  #readable({ goal }: Campaign): ModelIndex | undefined {
    const index = this.#models.index(goal.modelId);
    return index && !goalProblem(goal, index.model) ? index : undefined;
  }

  #isOpen({ deadline }: Campaign): boolean {
    return this.#now().getTime() < Date.parse(deadline);
  }
}

function counted(
  { goal }: Campaign,
  { model }: ModelIndex,
  { workloadRef, revision, standing, results }: StoredScorecard,
): CountedMember {
  const blockers = blockersToGoal(goal, model, {
    standing,
    stateOf: id => results.get(id)?.state,
  });
  // The goal was found readable.
  return { workloadRef, revision, blockers: blockers! };
}
