import {
  BackstageCredentials,
  BackstageUserPrincipal,
  AuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  RELATION_OWNED_BY,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AttestationInput,
  PlacedCriterion,
} from '@plumbline/plugin-maturity-common';
import { isWorkload } from '@plumbline/plugin-workload-common';
import {
  AttestationStore,
  WorkloadAttestation,
} from '../store/AttestationStore';

/** Clocks of two machines differ. */
const CLOCK_SKEW_MS = 60_000;

/** Takes answers to attestation criteria from those who may give them. */
export class AttestationDesk {
  readonly #auth: AuthService;
  readonly #userInfo: UserInfoService;
  readonly #catalog: CatalogService;
  readonly #criterion: (id: string) => PlacedCriterion | undefined;
  readonly #store: AttestationStore;
  readonly #now: () => Date;

  constructor(options: {
    auth: AuthService;
    userInfo: UserInfoService;
    catalog: CatalogService;
    criterion: (id: string) => PlacedCriterion | undefined;
    store: AttestationStore;
    now?: () => Date;
  }) {
    this.#auth = options.auth;
    this.#userInfo = options.userInfo;
    this.#catalog = options.catalog;
    this.#criterion = options.criterion;
    this.#store = options.store;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Checks and stores answers, all or none.
   *
   * Users answer as themselves and now, for workloads that they or a group of
   * theirs owns. Other back ends say who answered and when, also for workloads
   * that the catalog does not have yet.
   *
   * @returns how many were new, and the workloads that they are about.
   * @throws InputError, NotFoundError or NotAllowedError, naming the item.
   */
  async take(
    items: AttestationInput[],
    credentials: BackstageCredentials,
  ): Promise<{ added: number; workloadRefs: string[] }> {
    const now = this.#now();
    const attestations = this.#auth.isPrincipal(credentials, 'user')
      ? await this.#fromUser(items, credentials, now)
      : items.map((item, index) => this.#fromService(item, index, now));
    const added = await this.#store.add(attestations);
    return {
      added,
      workloadRefs: [...new Set(attestations.map(a => a.workloadRef))],
    };
  }

  /** Whether a caller may attest a workload with this owner, and if not, why. */
  async mayAttest(
    ownerRef: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<{ allowed: boolean; reason?: string }> {
    if (!this.#auth.isPrincipal(credentials, 'user')) return { allowed: true };
    if (!ownerRef) {
      return { allowed: false, reason: 'The workload names no owner.' };
    }
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      credentials,
    );
    return ownershipEntityRefs.includes(ownerRef)
      ? { allowed: true }
      : { allowed: false, reason: `Only ${ownerRef} may attest.` };
  }

  async #fromUser(
    items: AttestationInput[],
    credentials: BackstageCredentials<BackstageUserPrincipal>,
    now: Date,
  ): Promise<WorkloadAttestation[]> {
    const { ownershipEntityRefs, userEntityRef } =
      await this.#userInfo.getUserInfo(credentials);
    const checked = items.map((item, index) => {
      if (item.attestedBy !== undefined || item.attestedAt !== undefined) {
        throw new InputError(
          `items[${index}]: expected no attestedBy and no attestedAt, people answer as themselves and now`,
        );
      }
      const { expiresAt, ...rest } = this.#check(item, index);
      if (Date.parse(expiresAt) <= now.getTime()) {
        throw new InputError(
          `items[${index}].expiresAt: expected a time in the future`,
        );
      }
      return {
        ...rest,
        expiresAt,
        attestedBy: userEntityRef,
        attestedAt: now.toISOString(),
      };
    });
    await this.#checkOwnership(checked, ownershipEntityRefs, credentials);
    return checked;
  }

  #fromService(
    item: AttestationInput,
    index: number,
    now: Date,
  ): WorkloadAttestation {
    const { attestedBy, attestedAt } = item;
    if (attestedBy === undefined || attestedAt === undefined) {
      throw new InputError(
        `items[${index}]: expected attestedBy and attestedAt from another back end`,
      );
    }
    const at = timeOf(attestedAt, `items[${index}].attestedAt`);
    if (Date.parse(at) > now.getTime() + CLOCK_SKEW_MS) {
      throw new InputError(
        `items[${index}].attestedAt: expected a time that is not in the future`,
      );
    }
    const checked = this.#check(item, index);
    if (Date.parse(checked.expiresAt) <= Date.parse(at)) {
      throw new InputError(
        `items[${index}].expiresAt: expected a time after attestedAt`,
      );
    }
    return {
      ...checked,
      attestedBy: refOf(attestedBy, `items[${index}].attestedBy`),
      attestedAt: at,
    };
  }

  #check(item: AttestationInput, index: number) {
    const { criterionId, answer, note, evidenceUrl } = item;
    const place = `items[${index}]`;
    const workloadRef = refOf(item.workloadRef, `${place}.workloadRef`);
    if (!workloadRef.startsWith('system:')) {
      throw new InputError(
        `${place}.workloadRef: expected the full ref of a System`,
      );
    }
    const found = this.#criterion(criterionId);
    if (found?.criterion.kind !== 'attestation') {
      throw new InputError(
        `${place}.criterionId: expected an attestation criterion of a model in force, '${criterionId}' is none`,
      );
    }
    if (evidenceUrl !== undefined && !/^https?:\/\//i.test(evidenceUrl)) {
      throw new InputError(
        `${place}.evidenceUrl: expected an http or https address`,
      );
    }
    return {
      workloadRef,
      criterionId,
      answer,
      note: note?.trim() || undefined,
      evidenceUrl,
      expiresAt: timeOf(item.expiresAt, `${place}.expiresAt`),
    };
  }

  /** Reads the workloads as the user does, so that one they may not see is not found. */
  async #checkOwnership(
    attestations: WorkloadAttestation[],
    ownershipEntityRefs: string[],
    credentials: BackstageCredentials,
  ) {
    const entityRefs = [...new Set(attestations.map(a => a.workloadRef))];
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials },
    );
    entityRefs.forEach((ref, index) => {
      const entity = items[index];
      if (!entity || !isWorkload(entity)) {
        throw new NotFoundError(`No workload '${ref}' was found`);
      }
      const owners = (entity.relations ?? [])
        .filter(({ type }) => type === RELATION_OWNED_BY)
        .map(({ targetRef }) => targetRef);
      if (!owners.some(owner => ownershipEntityRefs.includes(owner))) {
        throw new NotAllowedError(
          `Only ${owners.join(', ') || 'its owner'} may attest '${ref}'`,
        );
      }
    });
  }
}

function refOf(ref: string, place: string): string {
  try {
    const parsed = parseEntityRef(ref);
    return stringifyEntityRef(parsed);
  } catch {
    throw new InputError(
      `${place}: expected a full ref such as 'system:default/shop'`,
    );
  }
}

function timeOf(text: string, place: string): string {
  const time = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(time)) {
    throw new InputError(`${place}: expected an ISO 8601 time`);
  }
  return new Date(time).toISOString();
}
