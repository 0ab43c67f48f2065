import {
  Told,
  audienceOf,
  escalationChain,
} from '@plumbline/plugin-secret-expiry-common';
import { Webhook, hears } from '@plumbline/plugin-workload-node';
import { Decision, ToldStore, answerKey, warningKey } from './ToldStore';
import { NeedingCredential } from './readNeeding';
import { severityOf } from './Warning';

const HOUR_MS = 3_600_000;
/** By then the sources of a new estate that answer at all have answered, or have very much to tell. */
const NEW_ESTATE_MS = 10 * 60_000;

/**
 * Decides who is to hear of each warning that reached a new step: people one
 * after another as `audienceOf` says, and every webhook that wants to know.
 * What was decided is a row, so that the next replica goes on from there.
 */
export class Escalation {
  readonly #store: ToldStore;
  readonly #webhooks: readonly Webhook[];
  readonly #owners: boolean;
  readonly #platformTeamRef?: string;

  constructor(options: {
    store: ToldStore;
    webhooks: readonly Webhook[];
    /** Whether people are told by notifications of the portal. */
    owners: boolean;
    /** Full ref. */
    platformTeamRef?: string;
  }) {
    this.#store = options.store;
    this.#webhooks = options.webhooks;
    this.#owners = options.owners;
    this.#platformTeamRef = options.platformTeamRef;
  }

  /** Decides about everything that needs someone. */
  async run(now: Date): Promise<void> {
    const isNewEstate = await this.#store.isNewEstate();
    for await (const page of this.#store.needing()) {
      const credentials = page.filter(
        each => !isAwaited(each, isNewEstate, now),
      );
      const identities = credentials.map(({ identity }) => identity);
      const decided = await this.#store.decided(identities);
      const answers = await this.#store.lastAnswers(identities);
      const decisions = credentials.flatMap(each => {
        const before = decided.get(warningKey(each)) ?? [];
        return [
          ...this.#people(each, before, answers.get(answerKey(each))),
          ...this.#channels(each, before),
        ].map(audience => decisionOf(each, audience));
      });
      await this.#store.decide(decisions, now.toISOString());
    }
  }

  #people(
    credential: NeedingCredential,
    decided: { step: number; audience: string; at: string }[],
    answeredAt: string | undefined,
  ): string[] {
    if (!this.#owners) return [];
    const people = decided.filter(({ audience }) => !isChannel(audience));
    const lastAt = people.reduce((last, { at }) => (at > last ? at : last), '');
    return audienceOf({
      state: credential.state,
      stage: credential.stage,
      superseded: credential.warning === 'superseded',
      acknowledged: credential.acknowledged,
      told: lastTold(people, credential.step),
      answered: answeredAt !== undefined && answeredAt >= lastAt,
      chain: escalationChain({
        ownerRef: credential.responsibleRef,
        workloadOwnerRef: credential.workloadOwnerRef,
        platformTeamRef: this.#platformTeamRef,
      }),
    });
  }

  #channels(
    credential: NeedingCredential,
    decided: { step: number; audience: string }[],
  ): string[] {
    const { workloadRef, responsibleRef, workloadOwnerRef } = credential;
    const severity = severityOf(credential);
    return this.#webhooks
      .filter(
        ({ channel, rules }) =>
          !decided.some(
            ({ audience, step }) =>
              audience === channel && step >= credential.step,
          ) &&
          [responsibleRef, workloadOwnerRef].some(ownerRef =>
            hears(rules, { workloadRef, ownerRef }, severity),
          ),
      )
      .map(({ channel }) => channel);
  }
}

/**
 * Whether more is to be known soon, so that people hear of it once: its owner
 * with the next look at the catalog; what else its source has, when it is looked
 * at for the first time; and in a new estate, the other sources. None of them is
 * waited for in vain: a source that never answers holds up nothing of others.
 */
function isAwaited(
  { workloadKnown, sourceLooked, firstSeen }: NeedingCredential,
  isNewEstate: boolean,
  now: Date,
): boolean {
  const age = now.getTime() - Date.parse(firstSeen);
  if (!workloadKnown || !sourceLooked) return age <= HOUR_MS;
  return isNewEstate && age <= NEW_ESTATE_MS;
}

/** Whether an audience is a channel rather than people. */
export function isChannel(audience: string): boolean {
  return audience.startsWith('webhook:');
}

function decisionOf(
  { identity, version, warning, step, credentialId }: NeedingCredential,
  audience: string,
): Decision {
  return { identity, version, warning, step, audience, credentialId };
}

/**
 * What was last decided for people, as `audienceOf` takes it.
 *
 * @param present - the step of now; who heard of it later is in the audience.
 */
function lastTold(
  decided: { step: number; audience: string; at: string }[],
  present: number,
): Told | undefined {
  if (decided.length === 0) return undefined;
  const step = Math.max(...decided.map(each => each.step));
  const last = decided.filter(each => each.step === step);
  const [firstAt] = last.map(({ at }) => at).sort();
  return {
    step,
    audience: decided
      .filter(each => each.step >= Math.min(step, present))
      .map(({ audience }) => audience),
    atFirst: last.filter(({ at }) => at === firstAt).length,
  };
}
