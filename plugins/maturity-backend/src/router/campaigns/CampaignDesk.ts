import { randomUUID } from 'node:crypto';
import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  Campaign,
  CampaignGoal,
  CampaignInput,
  CampaignScope,
  goalProblem,
} from '@plumbline/plugin-maturity-common';
import { refOf, timeOf, workloadRefOf } from '@plumbline/plugin-workload-node';
import { ModelIndex } from '../../models/ModelIndex';
import { CampaignStore } from '../../store/CampaignStore';

/** Makes, changes, closes and removes campaigns. */
export class CampaignDesk {
  readonly #auth: AuthService;
  readonly #models: { index(modelId: string): ModelIndex | undefined };
  readonly #store: CampaignStore;
  readonly #follow: (campaign: Campaign) => Promise<void>;
  readonly #now: () => Date;

  constructor(options: {
    auth: AuthService;
    models: { index(modelId: string): ModelIndex | undefined };
    store: CampaignStore;
    /** Finds the workloads that a campaign asks and counts how far they are. */
    follow: (campaign: Campaign) => Promise<void>;
    now?: () => Date;
  }) {
    this.#auth = options.auth;
    this.#models = options.models;
    this.#store = options.store;
    this.#follow = options.follow;
    this.#now = options.now ?? (() => new Date());
  }

  /** @throws InputError naming the field. */
  async create(
    input: CampaignInput,
    credentials: BackstageCredentials,
  ): Promise<Campaign> {
    const checked = this.#check(input);
    this.#checkAhead(checked);
    const id = randomUUID();
    await this.#store.add({
      ...checked,
      id,
      createdBy: this.#authorOf(credentials),
      createdAt: this.#now().toISOString(),
    });
    return this.#followed(id);
  }

  /** @throws InputError naming the field, NotFoundError, or ConflictError when it is closed. */
  async change(id: string, input: CampaignInput): Promise<Campaign> {
    const before = await this.find(id);
    const checked = this.#check(input);
    // What lies in the past may stay there.
    if (checked.deadline !== before.deadline) this.#checkAhead(checked);
    if (!(await this.#store.update(id, checked))) throw await this.#closed(id);
    return this.#followed(id);
  }

  /** @throws NotFoundError, or ConflictError when it is closed already. */
  async close(id: string): Promise<Campaign> {
    await this.find(id);
    if (!(await this.#store.close(id, this.#now().toISOString()))) {
      throw await this.#closed(id);
    }
    return this.find(id);
  }

  /** @throws NotFoundError */
  async remove(id: string): Promise<void> {
    if (!(await this.#store.remove(id))) throw missing(id);
  }

  /** @throws NotFoundError */
  async find(id: string): Promise<Campaign> {
    const campaign = await this.#store.find(id, this.#now().getTime());
    if (!campaign) throw missing(id);
    return campaign;
  }

  async #followed(id: string): Promise<Campaign> {
    await this.#follow(await this.find(id));
    return this.find(id);
  }

  async #closed(id: string): Promise<Error> {
    const { closedAt } = await this.find(id);
    return new ConflictError(
      `Campaign '${id}' was closed on ${closedAt?.slice(0, 10)}`,
    );
  }

  #authorOf(credentials: BackstageCredentials): string {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      return credentials.principal.userEntityRef;
    }
    return this.#auth.isPrincipal(credentials, 'service')
      ? credentials.principal.subject
      : 'unknown';
  }

  #checkAhead({ deadline }: CampaignInput) {
    if (Date.parse(deadline) <= this.#now().getTime()) {
      throw new InputError('deadline: expected a time in the future');
    }
  }

  #check(input: CampaignInput): CampaignInput {
    const title = input.title.trim();
    if (title === '') throw new InputError('title: expected words');
    const goal = cleanGoal(input.goal);
    const problem = goalProblem(goal, this.#models.index(goal.modelId)?.model);
    if (problem) throw new InputError(problem);
    const startsAt = timeOf(input.startsAt, 'startsAt');
    const deadline = timeOf(input.deadline, 'deadline');
    if (deadline <= startsAt) {
      throw new InputError('deadline: expected a time after startsAt');
    }
    return {
      title,
      description: input.description?.trim() || undefined,
      goal,
      scope: cleanScope(input.scope),
      ownerRef: refOf(input.ownerRef, 'ownerRef'),
      startsAt,
      deadline,
      remindDaysBefore: [...new Set(input.remindDaysBefore)].sort(
        (a, b) => b - a,
      ),
    };
  }
}

/** Exactly the fields of the kind, in one order, so that equal goals are equal as text. */
function cleanGoal(goal: CampaignGoal): CampaignGoal {
  const { modelId } = goal;
  const given = goal as Partial<
    CampaignGoal & { kind: 'level' } & { kind: 'strategies' }
  > &
    Record<string, unknown>;
  const strange = (
    goal.kind === 'level' ? ['strategyIds'] : ['level', 'pillarId']
  ).find(field => given[field] !== undefined);
  if (strange) {
    throw new InputError(
      `goal.${strange}: expected none with a goal of the kind '${goal.kind}'`,
    );
  }
  if (goal.kind === 'level') {
    return {
      kind: 'level',
      modelId,
      pillarId: goal.pillarId,
      level: goal.level,
    };
  }
  return {
    kind: 'strategies',
    modelId,
    strategyIds: [...new Set(goal.strategyIds ?? [])].sort(),
  };
}

function cleanScope(scope: CampaignScope): CampaignScope {
  const all = (
    values: string[] | undefined,
    clean: (value: string, place: string) => string,
    place: string,
  ) =>
    values && values.length > 0
      ? [
          ...new Set(
            values.map((value, index) => clean(value, `${place}[${index}]`)),
          ),
        ].sort()
      : undefined;
  return {
    owners: all(scope.owners, refOf, 'scope.owners'),
    domains: all(scope.domains, refOf, 'scope.domains'),
    lifecycles: all(scope.lifecycles, value => value, 'scope.lifecycles'),
    workloadRefs: all(scope.workloadRefs, workloadRefOf, 'scope.workloadRefs'),
  };
}

function missing(id: string): NotFoundError {
  return new NotFoundError(`No campaign '${id}' was found`);
}
