import { NotFoundError } from '@backstage/errors';
import {
  Acknowledgement,
  CredentialDetail,
  CredentialEvent,
  CredentialListItem,
  StoredCredential,
  explainJudgement,
} from '@plumbline/plugin-secret-expiry-common';
import {
  AcknowledgementStore,
  StoredAcknowledgement,
} from '../../store/AcknowledgementStore';
import { DetailStore, Happened, Placement } from '../../store/DetailStore';
import { Caller } from '../access/Caller';
import { latestEnd } from '../acknowledgements/acknowledgeable';
import {
  describeAcknowledgement,
  describeHappened,
  describeTold,
} from './describeEvents';

const MOST_EVENTS = 100;

/** Reads everything about one credential. */
export class DetailReader {
  readonly #details: DetailStore;
  readonly #acknowledgements: AcknowledgementStore;
  readonly #now: () => Date;

  constructor(options: {
    details: DetailStore;
    acknowledgements: AcknowledgementStore;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#details = options.details;
    this.#acknowledgements = options.acknowledgements;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * A credential by the id of one of its places.
   *
   * @throws NotFoundError also for one that the caller may not read.
   */
  async read(id: string, caller: Caller): Promise<CredentialDetail> {
    const { scope } = caller;
    const placement = (await this.#details.named([id], scope)).get(id);
    if (!placement) throw new NotFoundError(`There is no credential '${id}'`);
    const { identity, version, item } = placement;

    const everywhere = await this.#details.ofIdentities([identity], 'all');
    const lead = everywhere.find(({ leads }) => leads) ?? placement;
    const ids = everywhere.map(each => each.item.id);
    const [visible, past, told, said] = await Promise.all([
      this.#details.named(ids, scope),
      this.#details.past(id, MOST_EVENTS),
      this.#details.told(identity, ids, MOST_EVENTS),
      this.#acknowledgements.about(identity, ids, MOST_EVENTS),
    ]);
    const others = everywhere.filter(
      each => each.item.id !== id && visible.has(each.item.id),
    );
    const now = this.#now();
    return {
      credential: item,
      places: [placement, ...others].map(each => placeOf(each.item)),
      events: eventsOf(past, told, said),
      acknowledgements: said.map(each => asStands(each, version, past, item)),
      explanation: explainJudgement(item, now),
      may: {
        acknowledge: await caller.mayAcknowledge(concernedBy(lead)),
        manage: caller.mayManage(),
      },
      acknowledgeUntil: latestEnd(lead.item, now),
    };
  }
}

/** Whom a credential concerns that a place stands for. */
export function concernedBy({ item, workloadOwnerRef }: Placement) {
  return { responsibleRef: item.responsibleRef, workloadOwnerRef };
}

/** What is so of one place only. */
function placeOf(item: CredentialListItem): StoredCredential {
  const {
    workloadTitle,
    responsibleRef,
    placeCount,
    needsSomeone,
    actBy,
    acknowledgement,
    ...place
  } = item;
  return place;
}

function eventsOf(
  past: Happened[],
  told: Parameters<typeof describeTold>[0],
  said: StoredAcknowledgement[],
): CredentialEvent[] {
  return [
    ...said.flatMap(describeAcknowledgement),
    ...describeTold(told),
    ...past.map(describeHappened),
  ]
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, MOST_EVENTS);
}

/** What was said of an earlier version is void since the renewal. */
function asStands(
  { credentialId, identity, version, ...said }: StoredAcknowledgement,
  present: string,
  past: Happened[],
  item: CredentialListItem,
): Acknowledgement {
  if (version === present || said.voidedAt || said.revokedAt) return said;
  const renewals = past.filter(
    ({ at, change }) =>
      (change === 'rotated' || change === 'redated') && at >= said.at,
  );
  return { ...said, voidedAt: renewals.at(-1)?.at ?? item.created };
}
