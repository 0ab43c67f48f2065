import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  AcknowledgementsAccepted,
  NewAcknowledgement,
} from '@plumbline/plugin-secret-expiry-common';
import { timeOf } from '@plumbline/plugin-workload-node';
import { AcknowledgementStore } from '../../store/AcknowledgementStore';
import { DetailStore, Placement } from '../../store/DetailStore';
import { Caller } from '../access/Caller';
import { concernedBy } from '../credentials/DetailReader';
import { endOf } from './acknowledgeable';

/** Takes down that warnings are known, and that they are not after all. */
export class AcknowledgementDesk {
  readonly #details: DetailStore;
  readonly #store: AcknowledgementStore;
  readonly #refresh: (workloadRefs: string[]) => Promise<void>;
  readonly #now: () => Date;

  constructor(options: {
    details: DetailStore;
    store: AcknowledgementStore;
    /** Composes anew what is said of these workloads. */
    refresh: (workloadRefs: string[]) => Promise<void>;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#details = options.details;
    this.#store = options.store;
    this.#refresh = options.refresh;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Acknowledges or snoozes credentials, all or none.
   *
   * @throws NotFoundError, NotAllowedError or InputError naming the credential or
   * the field.
   */
  async add(
    input: NewAcknowledgement,
    caller: Caller,
  ): Promise<AcknowledgementsAccepted> {
    caller.checkAcknowledges();
    const now = this.#now();
    const { kind } = input;
    const reason = input.reason.trim();
    if (reason === '') throw new InputError('reason: expected some words');
    const until = untilOf(input);
    const ids = [...new Set(input.credentialIds)];
    const leads = await this.#leadsOf(ids, caller);

    const errors: string[] = [];
    const added = new Map<string, StoredFor>();
    for (const id of ids) {
      const { lead, credential } = leads.get(id)!;
      const may = await caller.mayAcknowledge(concernedBy(lead));
      if (!may.allowed) {
        throw new NotAllowedError(`${credential.item.name}: ${may.reason}`);
      }
      const end = endOf(lead.item, until, now);
      if ('error' in end) {
        errors.push(`${credential.item.name}: ${end.error}`);
        continue;
      }
      // Two places of one credential are acknowledged once.
      if (added.has(credential.identity)) continue;
      added.set(credential.identity, {
        id: randomUUID(),
        kind,
        by: caller.ref,
        at: now.toISOString(),
        reason,
        until: end.until,
        credentialId: id,
        identity: credential.identity,
        version: credential.version,
      });
    }
    if (errors.length > 0) throw new InputError(errors.join(' '));

    await this.#refresh(await this.#store.add([...added.values()], now));
    return {
      items: ids.map(id => {
        const { credentialId, identity, version, ...acknowledgement } =
          added.get(leads.get(id)!.credential.identity)!;
        return { credentialId: id, acknowledgement };
      }),
    };
  }

  /**
   * Takes an acknowledgement back, for whoever said so and whoever may acknowledge
   * the credential.
   *
   * @throws NotFoundError also for one of a credential that the caller may not
   * read; NotAllowedError; ConflictError when it was taken back already.
   */
  async takeBack(id: string, caller: Caller): Promise<void> {
    caller.checkAcknowledges();
    const said = await this.#store.get(id);
    const [seen] = said
      ? await this.#details.ofIdentities([said.identity], caller.scope)
      : [];
    if (!said || (!seen && said.by !== caller.ref)) {
      throw new NotFoundError(`There is no acknowledgement '${id}'`);
    }
    if (said.by !== caller.ref) {
      // As for acknowledging: whoever sees a place of it need not own where it is renewed.
      const [{ lead }] = (await this.#leadsOf([seen.item.id], caller)).values();
      const may = await caller.mayAcknowledge(concernedBy(lead));
      if (!may.allowed) {
        throw new NotAllowedError(`${lead.item.name}: ${may.reason}`);
      }
    }
    const concerned = await this.#store.revoke(said, caller.ref, this.#now());
    if (!concerned) {
      throw new ConflictError(`Acknowledgement '${id}' was taken back already`);
    }
    await this.#refresh(concerned);
  }

  /** Each credential with the place that stands for all of its places, which its acknowledgement is judged by. */
  async #leadsOf(ids: string[], caller: Caller) {
    const named = await this.#details.named(ids, caller.scope);
    const missing = ids.filter(id => !named.has(id));
    if (missing.length > 0) {
      throw new NotFoundError(`There is no credential '${missing[0]}'`);
    }
    const identities = [...named.values()].map(({ identity }) => identity);
    const places = await this.#details.ofIdentities(identities, 'all');
    const leads = new Map(
      places
        .filter(place => place.leads)
        .map(place => [place.identity, place] as const),
    );
    return new Map(
      ids.map(id => {
        const credential = named.get(id)!;
        const lead: Placement = leads.get(credential.identity) ?? credential;
        return [id, { credential, lead }] as const;
      }),
    );
  }
}

type StoredFor = Parameters<AcknowledgementStore['add']>[0][number];

/** Of a snooze, which has to say; an acknowledgement lasts as long as it can. */
function untilOf({ kind, until }: NewAcknowledgement): string | undefined {
  if (kind === 'snoozed' && until === undefined) {
    throw new InputError('until: expected a time, for kind `snoozed`');
  }
  if (kind === 'acknowledged' && until !== undefined) {
    throw new InputError('until: expected only for kind `snoozed`');
  }
  return until === undefined ? undefined : timeOf(until, 'until');
}
