import {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  AttestationInput,
  PlacedCriterion,
} from '@plumbline/plugin-maturity-common';
import { refOf, timeOf, workloadRefOf } from '@plumbline/plugin-workload-node';
import {
  AttestationStore,
  WorkloadAttestation,
} from '../../store/AttestationStore';
import { Ownership } from '../ownership';

/** Clocks of two machines differ. */
const CLOCK_SKEW_MS = 60_000;

/** Takes answers to attestation criteria from those who may give them. */
export class AttestationDesk {
  readonly #auth: AuthService;
  readonly #ownership: Ownership;
  readonly #criterion: (id: string) => PlacedCriterion | undefined;
  readonly #store: AttestationStore;
  readonly #now: () => Date;

  constructor(options: {
    auth: AuthService;
    ownership: Ownership;
    criterion: (id: string) => PlacedCriterion | undefined;
    store: AttestationStore;
    now?: () => Date;
  }) {
    this.#auth = options.auth;
    this.#ownership = options.ownership;
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
   * @returns how many were new, and the criteria that they are about by workload ref.
   * @throws InputError, NotFoundError or NotAllowedError, naming the item.
   */
  async take(
    items: AttestationInput[],
    credentials: BackstageCredentials,
  ): Promise<{ added: number; criteria: Map<string, string[]> }> {
    const now = this.#now();
    const attestations = this.#auth.isPrincipal(credentials, 'user')
      ? await this.#fromUser(items, credentials, now)
      : items.map((item, index) => this.#fromService(item, index, now));
    const added = await this.#store.add(attestations);
    const criteria = new Map<string, string[]>();
    for (const { workloadRef, criterionId } of attestations) {
      criteria.set(workloadRef, [
        ...(criteria.get(workloadRef) ?? []),
        criterionId,
      ]);
    }
    return { added, criteria };
  }

  async #fromUser(
    items: AttestationInput[],
    credentials: BackstageCredentials<BackstageUserPrincipal>,
    now: Date,
  ): Promise<WorkloadAttestation[]> {
    const { userEntityRef } = credentials.principal;
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
    await this.#ownership.check(
      checked.map(({ workloadRef }) => workloadRef),
      credentials,
    );
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
    const workloadRef = workloadRefOf(item.workloadRef, `${place}.workloadRef`);
    if (!this.#criterion(criterionId)?.criterion.attestation) {
      throw new InputError(
        `${place}.criterionId: expected a criterion with a question of a model in force, '${criterionId}' is none`,
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
}
