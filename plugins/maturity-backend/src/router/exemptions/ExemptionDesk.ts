import { createHash, randomUUID } from 'node:crypto';
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
import { refOf, timeOf, workloadRefOf } from '@plumbline/plugin-workload-node';
import {
  ExemptionStore,
  NewExemption,
  StoredExemptionState,
} from '../../store/ExemptionStore';
import { WorkloadStore } from '../../store/WorkloadStore';
import { Ownership } from '../ownership';

const MIN_REASON = 10;
/** A year, also one with a leap day. */
const LONGEST_MS = 366 * 86_400_000;

/** Clocks of two machines differ. */
const CLOCK_SKEW_MS = 60_000;

/** Who asked, and when. */
type Asked = Pick<Exemption, 'requestedBy' | 'requestedAt'>;

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

/** Takes requests for exemptions, and decisions about them, from those who may make them. */
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
   * Takes a request. Users ask as themselves and now, for workloads that they
   * or a group of theirs owns. Other back ends say who asked and when, also for
   * workloads that the catalog does not have yet; what they hand over twice is
   * one request, also after it was decided.
   *
   * @returns the request, and whether it is new.
   * @throws InputError naming the field; NotFoundError or NotAllowedError naming
   * the workload; ConflictError naming the request that is open already.
   */
  async request(
    input: ExemptionRequest,
    credentials: BackstageCredentials,
  ): Promise<{ exemption: Exemption; isNew: boolean }> {
    const isUser = this.#auth.isPrincipal(credentials, 'user');
    const asked = isUser
      ? this.#askedByUser(input, credentials)
      : this.#askedByService(input);
    const workloadRef = workloadRefOf(input.workloadRef, 'workloadRef');
    const reason = input.reason.trim();
    if (reason.length < MIN_REASON) {
      throw new InputError(
        `reason: expected at least ${MIN_REASON} characters that say why`,
      );
    }
    const expiresAt = timeOf(input.expiresAt, 'expiresAt');
    const lasts = Date.parse(expiresAt) - Date.parse(asked.requestedAt);
    if (lasts <= 0 || lasts > LONGEST_MS) {
      throw new InputError(
        isUser
          ? 'expiresAt: expected a time in the future, at most a year ahead'
          : 'expiresAt: expected a time after requestedAt, at most a year later',
      );
    }
    const place = this.#criterion(input.criterionId);
    if (!place) {
      throw new InputError(
        `criterionId: expected a criterion of a model in force, '${input.criterionId}' is none`,
      );
    }
    if (isUser) await this.#ownership.check([workloadRef], credentials);
    const known = (await this.#workloads.read([workloadRef])).get(workloadRef);
    if (isUser && !known) {
      throw new NotFoundError(`'${workloadRef}' has not been evaluated yet`);
    }
    if (known && !appliesToTier(place.model, known.tier)) {
      throw new InputError(
        `criterionId: expected a criterion of a model that '${workloadRef}' is held against, '${place.model.id}' is none`,
      );
    }
    const { criterionId } = input;
    const wanted = { workloadRef, criterionId, reason, ...asked, expiresAt };
    const id = isUser ? randomUUID() : idOf(wanted);
    if (await this.#store.add({ id, ...wanted })) {
      return { exemption: { id, ...wanted, state: 'requested' }, isNew: true };
    }
    const same = await this.#store.find(id);
    if (same) return { exemption: same, isNew: false };
    const open = await this.#store.open(workloadRef, criterionId);
    throw new ConflictError(
      open
        ? `Exemption '${open.id}' of ${open.requestedBy} for this criterion waits for a decision`
        : 'An exemption for this criterion was decided just now, ask again',
    );
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

  #askedByUser(
    { requestedBy, requestedAt }: ExemptionRequest,
    credentials: BackstageCredentials,
  ): Asked {
    if (requestedBy !== undefined || requestedAt !== undefined) {
      throw new InputError(
        'Expected no requestedBy and no requestedAt, people ask as themselves and now',
      );
    }
    return {
      requestedBy: this.#person(credentials),
      requestedAt: this.#now().toISOString(),
    };
  }

  #askedByService({ requestedBy, requestedAt }: ExemptionRequest): Asked {
    if (requestedBy === undefined || requestedAt === undefined) {
      throw new InputError(
        'Expected requestedBy and requestedAt from another back end',
      );
    }
    const at = timeOf(requestedAt, 'requestedAt');
    if (Date.parse(at) > this.#now().getTime() + CLOCK_SKEW_MS) {
      throw new InputError(
        'requestedAt: expected a time that is not in the future',
      );
    }
    return {
      requestedBy: refOf(requestedBy, 'requestedBy'),
      requestedAt: at,
    };
  }

  #person(credentials: BackstageCredentials): string {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError('Only people decide on exemptions');
    }
    return credentials.principal.userEntityRef;
  }
}

/** The same for the same request, however often another back end hands it over. */
function idOf(wanted: Omit<NewExemption, 'id'>): string {
  const { workloadRef, criterionId, requestedBy, requestedAt } = wanted;
  return createHash('sha256')
    .update([workloadRef, criterionId, requestedBy, requestedAt].join('\n'))
    .digest('hex')
    .slice(0, 32);
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
