import {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  Campaign,
  blockersToGoal,
  goalProblem,
  isInScope,
} from '@plumbline/plugin-maturity-common';
import { RefQueue, inTurns } from '@plumbline/plugin-workload-node';
import { ModelIndex } from '../models/ModelIndex';
import { CampaignStore, CountedMember } from '../store/CampaignStore';
import { ScorecardStore, StoredScorecard } from '../store/ScorecardStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { EvaluationListener } from './Evaluator';
import { SerialQueue } from './SerialQueue';

const SCORECARDS_AT_ONCE = 200;
const GATHER_MS = 2_000;

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
  readonly #now: () => Date;
  readonly #changed: RefQueue;
  readonly #queue = new SerialQueue();

  constructor(options: {
    models: { index(modelId: string): ModelIndex | undefined };
    campaigns: CampaignStore;
    workloads: WorkloadStore;
    scorecards: ScorecardStore;
    logger: LoggerService;
    gatherMs?: number;
    now?: () => Date;
  }) {
    this.#models = options.models;
    this.#campaigns = options.campaigns;
    this.#workloads = options.workloads;
    this.#scorecards = options.scorecards;
    this.#now = options.now ?? (() => new Date());
    this.#changed = new RefQueue({
      delayMs: options.gatherMs ?? GATHER_MS,
      logger: options.logger,
      work: refs => this.followWorkloads(refs),
    });
  }

  /** Looks at everything every ten minutes. */
  async start(
    scheduler: SchedulerService,
    lifecycle: LifecycleService,
  ): Promise<void> {
    lifecycle.addShutdownHook(() => this.#changed.close());
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
    await this.#queue.run(async () => this.#follow(await this.#active()));
  }

  /** Looks at one campaign that is new or was changed. */
  async followOne(campaign: Campaign): Promise<void> {
    await this.#queue.run(() => this.#follow([campaign]));
  }

  /** Looks at workloads whose results, owner, domain or lifecycle may have changed, or that are gone. */
  async followWorkloads(workloadRefs: string[]): Promise<void> {
    await this.#queue.run(async () =>
      this.#follow(await this.#active(), workloadRefs),
    );
  }

  /** Takes note of workloads whose results changed: they are counted soon, so that nobody waits for it. */
  readonly onEvaluated: EvaluationListener = async evaluated => {
    this.#changed.add(evaluated.map(({ workload }) => workload.workloadRef));
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
