import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AzureRegion,
  EstatePlan,
  EstatePlanResult,
  ExistingStamp,
  PlacementPolicy,
  PlanRequest,
  PullRequestLink,
  REGIONS,
  RequestField,
  SharingStamp,
  StampPlan,
  StampRequest,
  StampStatus,
  StampViolation,
  addShareNotes,
  branchOf,
  changeShareNotes,
  drainShareNotes,
  furthestLifecycle,
  isOfSlot,
  parsePlanRequest,
  planChange,
  planDrain,
  planHash,
  planRemoval,
  planStamp,
  planWorkload,
  workloadEntityRefs,
} from '@plumbline/plugin-stamp-common';
import {
  StampLifecycle,
  workloadRefOf,
} from '@plumbline/plugin-workload-common';
import type { Estate, StandingLock } from '../Estate';
import { CatalogReader } from './readCatalog';
import { asksForSame } from './asksForSame';
import { mergeStamps } from './mergeStamps';
import { sharingStamps } from './sharingStamps';

/** What {@link StampPlanner} plans from. */
export interface StampPlannerOptions {
  catalog: CatalogService;
  /** Absent where none is configured: then only the catalog tells what there is. */
  estate?: Pick<Estate, 'readStamps' | 'readLocks' | 'openPullRequests'>;
  policy: PlacementPolicy;
  /** What pipelines told of stamps last; nothing was told where absent. */
  statuses?: (stampRefs: string[]) => Promise<StampStatus[]>;
  /** {@link REGIONS} when absent. */
  regions?: readonly AzureRegion[];
}

/** What a request comes to. */
export type PlannerAnswer =
  | {
      plan: EstatePlan;
      /** Of a stamp that stands: what becomes different, one sentence each. */
      differences?: string[];
      /** The same change, asked for already and not merged yet. */
      pullRequest?: PullRequestLink;
      violations?: undefined;
    }
  | { plan?: undefined; violations: StampViolation[] };

/**
 * From what somebody wants done to the plan of it, or everything that stands
 * against it: from catalog, estate and policy, the same for form, action and
 * agent. Writes nothing. Who may have it done is not decided here.
 */
export class StampPlanner {
  readonly #options: StampPlannerOptions & { regions: readonly AzureRegion[] };

  constructor(options: StampPlannerOptions) {
    this.#options = { regions: REGIONS, ...options };
  }

  /**
   * @param credentials - of whoever asks: what they may not see is not there.
   * @throws InputError with one `field: problem` each where the request is none;
   * what the catalog, the estate or the statuses throw when they fail.
   */
  async plan(
    request: PlanRequest,
    credentials: BackstageCredentials,
  ): Promise<PlannerAnswer> {
    const { request: asked, problems } = parsePlanRequest(request);
    if (!asked) {
      throw new InputError(
        `The request cannot be read:\n${problems
          .map(problem => `- ${problem}`)
          .join('\n')}`,
      );
    }
    const catalog = new CatalogReader(this.#options.catalog, credentials);
    switch (asked.kind) {
      case 'add':
        return this.#add(asked, catalog);
      case 'change':
        return this.#change(asked, catalog);
      case 'retire':
        return this.#retire(asked, catalog);
      default:
        return this.#newWorkload(asked, catalog);
    }
  }

  async #add(
    request: Extract<PlanRequest, { kind: 'add' }>,
    catalog: CatalogReader,
  ): Promise<PlannerAnswer> {
    const { estate, regions, policy } = this.#options;
    const { workloadRef } = request;
    const found = await catalog.workload(workloadRef);
    if (!found) return unknown('workload', workloadRef, 'workload');
    const [standing = [], locks = []] = await Promise.all([
      estate?.readStamps(workloadRef),
      estate?.readLocks(workloadRef),
    ]);
    const asked: StampRequest = {
      workload: found.workload,
      environment: request.environment,
      region: request.region,
      expectedUsers: request.expectedUsers,
      infrastructure: request.infrastructure ?? 'terraform',
      pipeline: request.pipeline ?? 'azure-devops',
      image: request.image,
      addressRange: request.addressRange,
      monthlyCost: request.monthlyCost,
      relaxations: request.relaxations,
    };
    const stamps = mergeStamps(found.stamps, standing);
    const sharing = sharingStamps(found.entities, locks);
    const planOf = (stamp: StampPlan): EstatePlan => ({
      kind: 'add',
      stamp,
      notes: addShareNotes(stamp, sharing),
    });
    const open = locks.find(
      ({ lock, pullRequest }) =>
        pullRequest?.branch.startsWith('stamp-add-') &&
        lock &&
        asksForSame(lock.plan, asked),
    );
    if (open?.lock) {
      const again = this.#planAgain(open.lock.plan, asked, stamps);
      if (again) {
        return { plan: planOf(again), pullRequest: open.pullRequest };
      }
    }
    const result = planStamp(asked, stamps, regions, policy);
    if (result.violations) return { violations: result.violations };
    return { plan: planOf(result.plan) };
  }

  /**
   * The plan of an open pull request as it would be made now, without itself;
   * `undefined` where it would be another stamp by now.
   */
  #planAgain(
    open: StampPlan,
    asked: StampRequest,
    stamps: readonly ExistingStamp[],
  ): StampPlan | undefined {
    const { regions, policy } = this.#options;
    const { environment, region, instance } = open;
    const others = stamps
      .filter(({ name }) => name !== open.name)
      // Beside it, addresses count; its number is its own, whatever was given since.
      .map(other =>
        isOfSlot(other, environment, region)
          ? { ...other, instance: undefined }
          : other,
      );
    const before: ExistingStamp = {
      name: '',
      environment,
      region,
      instance: instance - 1,
      isRetired: true,
    };
    const result = planStamp(
      { ...asked, addressRange: open.address.range },
      [...others, before],
      regions,
      policy,
    );
    return result.plan?.name === open.name ? result.plan : undefined;
  }

  async #change(
    { kind, stampRef, ...change }: Extract<PlanRequest, { kind: 'change' }>,
    catalog: CatalogReader,
  ): Promise<PlannerAnswer> {
    const { regions, policy } = this.#options;
    const standing = await this.#standing(stampRef, catalog);
    if (standing.violations) return standing;
    const { plan, workload, lifecycle, sharing } = standing;
    if (lifecycle === 'draining' || lifecycle === 'retired') {
      return refuse(
        'stampRef',
        'is-going',
        `${plan.name} is ${lifecycle} and cannot be changed.`,
      );
    }
    const result = planChange({ plan, workload }, change, regions, policy);
    if (result.violations) return result;
    const { stamp, notes = [] } = result.plan;
    return this.#withPullRequest({
      ...result,
      plan: {
        ...result.plan,
        basis: planHash(plan),
        notes: [
          ...changeShareNotes(sharing.own, stamp.trafficWeight, sharing.all),
          ...notes,
        ],
      } as EstatePlan,
    });
  }

  async #retire(
    { stampRef }: Extract<PlanRequest, { kind: 'retire' }>,
    catalog: CatalogReader,
  ): Promise<PlannerAnswer> {
    const standing = await this.#standing(stampRef, catalog);
    if (standing.violations) return standing;
    const { plan, lifecycle, sharing } = standing;
    switch (lifecycle) {
      case 'draining':
        return refuse(
          'stampRef',
          'still-draining',
          `${plan.name} is still draining: its pipeline has not told that it is destroyed. Approve its destruction there; then it can be removed.`,
        );
      case 'retired':
        return this.#withPullRequest({ plan: planRemoval(plan) });
      default:
        return this.#withPullRequest({
          plan: {
            ...planDrain(plan),
            basis: planHash(plan),
            notes: drainShareNotes(sharing.own, sharing.all),
          } as EstatePlan,
        });
    }
  }

  async #newWorkload(
    { kind, ...request }: Extract<PlanRequest, { kind: 'new-workload' }>,
    catalog: CatalogReader,
  ): Promise<PlannerAnswer> {
    const { estate, regions, policy } = this.#options;
    const workloadRef = `system:default/${request.name}`;
    const ownRefs = workloadEntityRefs(request.name);
    const domainRef = request.domain && `domain:default/${request.domain}`;
    const [existing, ranges, standing = [], locks = []] = await Promise.all([
      catalog.existing([
        ...ownRefs,
        request.owner,
        ...(domainRef ? [domainRef] : []),
      ]),
      catalog.ranges(),
      estate?.readStamps(workloadRef),
      estate?.readLocks(workloadRef),
    ]);
    const branch = `workload-add-${request.name}`;
    const open = locks.find(
      ({ pullRequest }) => pullRequest?.branch === branch,
    );
    const result = planWorkload(
      request,
      {
        takenRefs: ownRefs.filter(ref => existing.has(ref)),
        stamps: standing.filter(({ name }) => name !== open?.lock?.plan.name),
        ranges,
      },
      regions,
      policy,
    );
    const violations = [
      ...ownerViolations(request, existing, domainRef),
      ...locks.filter(({ pullRequest }) => !pullRequest).map(standingViolation),
      ...othersViolations(request, open),
      ...(result.violations ?? []),
    ];
    if (violations.length > 0 || !result.plan) return { violations };
    return this.#withPullRequest(result);
  }

  /** A stamp as its merged lock says it is, and how far it is; or why there is none. */
  async #standing(
    stampRef: string,
    catalog: CatalogReader,
  ): Promise<
    | {
        plan: StampPlan;
        workload: NonNullable<
          Awaited<ReturnType<CatalogReader['workload']>>
        >['workload'];
        lifecycle: StampLifecycle;
        /** The stamp itself, and all stamps of its workload, as far as their parts of the users go. */
        sharing: { own: SharingStamp; all: SharingStamp[] };
        violations?: undefined;
      }
    | { violations: StampViolation[] }
  > {
    const { estate, statuses } = this.#options;
    const entity = await catalog.stamp(stampRef);
    const workloadRef = entity && workloadRefOf(entity);
    const found = workloadRef && (await catalog.workload(workloadRef));
    if (!entity || !workloadRef || !found) {
      return unknown('stampRef', stampRef, 'stamp of a workload');
    }
    if (!estate) {
      return refuse(
        'stampRef',
        'no-estate',
        'No estate is configured (stamp.estate), so that nothing tells from what the stamp was made.',
      );
    }
    const locks = await estate.readLocks(workloadRef);
    const { lock, violation } = lockOf(stampRef, entity.metadata.name, locks);
    if (!lock) {
      const stamps = await estate.readStamps(workloadRef);
      const isRemoved = stamps.some(
        ({ name, isRetired }) => isRetired && name === entity.metadata.name,
      );
      return isRemoved
        ? refuse(
            'stampRef',
            'is-removed',
            `${entity.metadata.name} was removed from the estate; the catalog forgets it when it reads the estate again.`,
          )
        : { violations: [violation] };
    }
    const statusesNow = statuses ? await statuses([stampRef]) : [];
    const told = statusesNow.find(status => status.stampRef === stampRef);
    const lifecycle = furthestLifecycle(
      lock.plan.lifecycle,
      known(entity.spec.lifecycle),
      told?.lifecycle,
    );
    const { name, environment } = lock.plan;
    const trafficWeight = told?.trafficWeight ?? entity.spec.trafficWeight;
    return {
      plan: lock.plan,
      workload: found.workload,
      lifecycle,
      sharing: {
        own: { name, environment, lifecycle, trafficWeight },
        all: sharingStamps(found.entities, locks),
      },
    };
  }

  async #withPullRequest(result: EstatePlanResult): Promise<PlannerAnswer> {
    if (!result.plan) return result;
    const [pullRequest] =
      (await this.#options.estate?.openPullRequests([branchOf(result.plan)])) ??
      [];
    return { ...result, ...(pullRequest && { pullRequest }) };
  }
}

function lockOf(
  stampRef: string,
  name: string,
  locks: readonly StandingLock[],
):
  | { lock: NonNullable<StandingLock['lock']>; violation?: undefined }
  | { lock?: undefined; violation: StampViolation } {
  const own = locks.filter(({ lock }) => lock?.plan.stampRef === stampRef);
  const merged = own.find(({ pullRequest }) => !pullRequest)?.lock;
  if (merged) return { lock: merged };
  const open = own.find(({ pullRequest }) => pullRequest)?.pullRequest;
  if (open) {
    return violationOf(
      'not-merged',
      `${name} is not there yet: ${open.label} that adds it is not merged.`,
    );
  }
  const broken = locks.find(
    ({ folder, problem }) => problem && name.endsWith(slotOfFolder(folder)),
  );
  return broken
    ? violationOf(
        'lock-broken',
        `The lock of ${name} in ${broken.folder} cannot be read: ${broken.problem}`,
      )
    : violationOf(
        'no-lock',
        `The estate has no lock of ${name}: it was not made from here, and its files are not known.`,
      );
}

/** `prod/westeurope-001` as the end of a stamp's name. */
function slotOfFolder(folder: string): string {
  return `-${folder.split('/').slice(-2).join('-')}`;
}

function violationOf(rule: string, message: string) {
  return { violation: { field: 'stampRef', rule, message } as StampViolation };
}

function refuse(
  field: RequestField,
  rule: string,
  message: string,
): { violations: StampViolation[] } {
  return { violations: [{ field, rule, message }] };
}

function unknown(field: RequestField, ref: string, what: string) {
  return refuse(
    field,
    'unknown',
    `There is no ${what} ${ref} in the catalog, or you may not see it.`,
  );
}

function known(lifecycle: unknown): StampLifecycle | undefined {
  return lifecycle === 'active' ||
    lifecycle === 'draining' ||
    lifecycle === 'retired'
    ? lifecycle
    : undefined;
}

function ownerViolations(
  { owner, domain }: { owner: string; domain?: string },
  existing: ReadonlySet<string>,
  domainRef: string | undefined,
): StampViolation[] {
  const violations: StampViolation[] = [];
  if (!existing.has(owner)) {
    violations.push({
      field: 'owner',
      rule: 'unknown',
      message: `There is no group ${owner} in the catalog, or you may not see it.`,
    });
  }
  if (domainRef && !existing.has(domainRef)) {
    violations.push({
      field: 'domain',
      rule: 'unknown',
      message: `There is no domain ${domain} in the catalog, or you may not see it.`,
    });
  }
  return violations;
}

function standingViolation({ folder }: StandingLock): StampViolation {
  return {
    field: 'name',
    rule: 'name-taken',
    message: `The estate has ${folder} already; choose another name.`,
  };
}

/** A name that others asked for is theirs: their pull request is not written to. */
function othersViolations(
  { name, owner }: { name: string; owner: string },
  open: StandingLock | undefined,
): StampViolation[] {
  const asked = open?.lock?.plan.owner;
  if (!open?.pullRequest || asked === owner) return [];
  return [
    {
      field: 'name',
      rule: 'name-taken',
      message: `${open.pullRequest.label} asks for ${name} already${
        asked ? `, for ${asked}` : ''
      }; choose another name.`,
    },
  ];
}
