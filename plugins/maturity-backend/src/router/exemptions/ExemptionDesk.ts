import { randomUUID } from 'node:crypto';
import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  Exemption,
  ExemptionDecision,
  ExemptionRequest,
  MaturityModel,
  PlacedCriterion,
  appliesToTier,
} from '@plumbline/plugin-maturity-common';
import {
  ExemptionStore,
  StoredExemptionState,
} from '../../store/ExemptionStore';
import { WorkloadStore } from '../../store/WorkloadStore';
import { timeOf, workloadRefOf } from '../inputs';
import { Ownership } from '../ownership';

const MIN_REASON = 10;
/** A year, also one with a leap day. */
const LONGEST_MS = 366 * 86_400_000;

/** From which state a decision leads to which. */
const MOVES: Record<
  ExemptionDecision['decision'],
  { from: StoredExemptionState; to: StoredExemptionState }
> = {
  approve: { from: 'requested', to: 'approved' },
  deny: { from: 'requested', to: 'denied' },
  revoke: { from: 'approved', to: 'revoked' },
  withdraw: { from: 'requested', to: 'withdrawn' },
};

/** Takes requests for exemptions and decisions about them, from people who may make them. */
export class ExemptionDesk {
  readonly #auth: AuthService;
  readonly #ownership: Ownership;
  readonly #criterion: (
    id: string,
  ) => (PlacedCriterion & { model: MaturityModel }) | undefined;
  readonly #workloads: WorkloadStore;
  readonly #store: ExemptionStore;
  readonly #now: () => Date;

  constructor(options: {
    auth: AuthService;
    ownership: Ownership;
    criterion: (
      id: string,
    ) => (PlacedCriterion & { model: MaturityModel }) | undefined;
    workloads: WorkloadStore;
    store: ExemptionStore;
    now?: () => Date;
  }) {
    this.#auth = options.auth;
    this.#ownership = options.ownership;
    this.#criterion = options.criterion;
    this.#workloads = options.workloads;
    this.#store = options.store;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Takes a request from someone who owns the workload.
   *
   * @throws InputError naming the field; NotFoundError or NotAllowedError naming
   * the workload; ConflictError naming the request that is open already.
   */
  async request(
    input: ExemptionRequest,
    credentials: BackstageCredentials,
  ): Promise<Exemption> {
    const requestedBy = this.#person(credentials);
    const now = this.#now();
    const workloadRef = workloadRefOf(input.workloadRef, 'workloadRef');
    const reason = input.reason.trim();
    if (reason.length < MIN_REASON) {
      throw new InputError(
        `reason: expected at least ${MIN_REASON} characters that say why`,
      );
    }
    const expiresAt = timeOf(input.expiresAt, 'expiresAt');
    const lasts = Date.parse(expiresAt) - now.getTime();
    if (lasts <= 0 || lasts > LONGEST_MS) {
      throw new InputError(
        'expiresAt: expected a time in the future, at most a year ahead',
      );
    }
    const place = this.#criterion(input.criterionId);
    if (!place) {
      throw new InputError(
        `criterionId: expected a criterion of a model in force, '${input.criterionId}' is none`,
      );
    }
    await this.#ownership.check([workloadRef], credentials);
    const known = (await this.#workloads.read([workloadRef])).get(workloadRef);
    if (!known) {
      throw new NotFoundError(`'${workloadRef}' has not been evaluated yet`);
    }
    if (!appliesToTier(place.model, known.tier)) {
      throw new InputError(
        `criterionId: expected a criterion of a model that '${workloadRef}' is held against, '${place.model.id}' is none`,
      );
    }
    const wanted = {
      id: randomUUID(),
      workloadRef,
      criterionId: input.criterionId,
      reason,
      requestedBy,
      requestedAt: now.toISOString(),
      expiresAt,
    };
    if (!(await this.#store.add(wanted))) {
      const open = await this.#store.open(workloadRef, input.criterionId);
      throw new ConflictError(
        open
          ? `Exemption '${open.id}' of ${open.requestedBy} for this criterion waits for a decision`
          : 'An exemption for this criterion was decided just now, ask again',
      );
    }
    return { ...wanted, state: 'requested' };
  }

  /**
   * Approves, denies, revokes or withdraws. Nobody decides on their own request;
   * only the one who asked withdraws it.
   *
   * @throws NotFoundError, NotAllowedError, or ConflictError when its state does
   * not allow the decision, or no longer does.
   */
  async decide(
    id: string,
    { decision, note }: ExemptionDecision,
    credentials: BackstageCredentials,
  ): Promise<Exemption> {
    const person = this.#person(credentials);
    const exemption = await this.#store.find(id);
    if (!exemption) throw new NotFoundError(`No exemption '${id}' was found`);
    if (decision === 'withdraw' && exemption.requestedBy !== person) {
      throw new NotAllowedError(
        `Only ${exemption.requestedBy}, who asked, may withdraw it`,
      );
    }
    if (decision !== 'withdraw' && exemption.requestedBy === person) {
      throw new NotAllowedError('Nobody decides on a request of their own');
    }
    const now = this.#now();
    const { from, to } = MOVES[decision];
    if (exemption.state !== from) {
      throw illegal(id, decision, exemption.state);
    }
    if (to === 'approved' && Date.parse(exemption.expiresAt) <= now.getTime()) {
      throw new ConflictError(
        `Exemption '${id}' would have ended on ${exemption.expiresAt.slice(
          0,
          10,
        )}, it cannot be approved any more`,
      );
    }
    const isMoved = await this.#store.move(id, from, to, {
      by: person,
      at: now.toISOString(),
      note: note?.trim() || undefined,
    });
    const after = await this.#store.find(id);
    if (!isMoved) throw illegal(id, decision, after?.state ?? 'gone');
    return after!;
  }

  #person(credentials: BackstageCredentials): string {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError('Only people ask for and decide on exemptions');
    }
    return credentials.principal.userEntityRef;
  }
}

function illegal(
  id: string,
  decision: ExemptionDecision['decision'],
  state: string,
): ConflictError {
  return new ConflictError(
    `Exemption '${id}' is ${state}: expected ${MOVES[decision].from} to ${decision} it`,
  );
}
