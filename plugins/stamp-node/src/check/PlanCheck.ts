import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AzureRegion,
  EstatePlan,
  PlacementPolicy,
  StampPlan,
  StampWorkload,
  planHash,
  stampWorkloadOf,
} from '@plumbline/plugin-stamp-common';
import { readWorkloads } from '@plumbline/plugin-workload-node';
import { standingLock } from '../changes';
import { Estate } from '../Estate';
import { StampPlanner } from '../planner';
import {
  addProblems,
  standingProblems,
  workloadProblems,
} from './planProblems';

/** What {@link PlanCheck} looks at. */
export interface PlanCheckOptions {
  catalog: CatalogService;
  /** Absent where none is configured. */
  estate?: Pick<Estate, 'readLocks' | 'readStamps'>;
  planner: Pick<StampPlanner, 'plan'>;
  policy: PlacementPolicy;
  regions: readonly AzureRegion[];
}

/**
 * Looks whether a plan is one that the planner makes. Plans come in as data, so
 * that a task can be recovered; what is written in one is not believed.
 */
export class PlanCheck {
  readonly #options: PlanCheckOptions;

  constructor(options: PlanCheckOptions) {
    this.#options = options;
  }

  /**
   * @throws InputError with everything that the planner would not do;
   * ConflictError where the stamp is no longer as the plan takes it to be.
   */
  async check(
    plan: EstatePlan,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const problems = await this.#problems(plan, credentials);
    if (problems.length === 0) return;
    throw new InputError(
      `This plan cannot be published; plan again:\n${problems
        .map(problem => `- ${problem}`)
        .join('\n')}`,
    );
  }

  async #problems(
    plan: EstatePlan,
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const { estate, policy, regions } = this.#options;
    if (plan.kind === 'new-workload') {
      return workloadProblems(plan, regions, policy);
    }
    const { stamp } = plan;
    const workload = await this.#workload(stamp.workloadRef, credentials);
    if (plan.kind === 'add') {
      return workload
        ? addProblems(stamp, workload, regions, policy)
        : [`workload: there is no ${stamp.workloadRef} in the catalog`];
    }
    const standing = estate && (await standingLock(stamp, estate));
    if (!standing) {
      if (plan.kind === 'remove' && (await this.#isRetired(plan))) return [];
      throw new ConflictError(
        `The estate holds no stamp in ${stamp.folder} with a lock that can be read`,
      );
    }
    if (plan.kind === 'remove') await this.#checkRemoval(plan, credentials);
    else if (isOvertaken(plan, standing.plan)) {
      throw new ConflictError(
        `${stamp.name} was changed by somebody else since this was planned; plan again`,
      );
    }
    return standingProblems(plan, standing.plan, workload, regions, policy);
  }

  /** Files go only once the pipeline told that what they built is gone. */
  async #checkRemoval(
    { stamp: { stampRef } }: EstatePlan,
    credentials: BackstageCredentials,
  ) {
    const again = await this.#options.planner.plan(
      { kind: 'retire', stampRef },
      credentials,
    );
    if (again.plan?.kind === 'remove') return;
    throw new ConflictError(
      `${stampRef} cannot be removed yet: ${
        again.violations?.map(({ message }) => message).join(' ') ??
        'it was not drained'
      }`,
    );
  }

  async #isRetired({ stamp }: EstatePlan): Promise<boolean> {
    const stamps = await this.#options.estate?.readStamps(stamp.workloadRef);
    return !!stamps?.some(
      ({ name, isRetired }) => isRetired && name === stamp.name,
    );
  }

  async #workload(
    workloadRef: string,
    credentials: BackstageCredentials,
  ): Promise<StampWorkload | undefined> {
    const pages = readWorkloads({
      catalog: this.#options.catalog,
      credentials,
      workloadRefs: [workloadRef],
    });
    for await (const [found] of pages) {
      if (found) return stampWorkloadOf(found.workload, found.resources);
    }
    return undefined;
  }
}

/** Whether another change came between; one that is carried out already is none. */
function isOvertaken(
  plan: Extract<EstatePlan, { kind: 'change' | 'drain' }>,
  standing: StampPlan,
): boolean {
  const now = planHash(standing);
  return (
    plan.basis !== undefined &&
    plan.basis !== now &&
    planHash(plan.stamp) !== now
  );
}
