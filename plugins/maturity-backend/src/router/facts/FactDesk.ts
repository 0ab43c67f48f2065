import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  FactPush,
  FactPushAccepted,
  FactSourceSchema,
  PushedFacts,
  isFactValue,
} from '@plumbline/plugin-maturity-common';
import { timeOf, workloadRefOf } from '@plumbline/plugin-workload-node';
import { PushSource } from '../../config';
import { ChangedFacts, FactStore } from '../../store/FactStore';
import { WorkloadStore } from '../../store/WorkloadStore';

/** Clocks of two machines differ. */
const CLOCK_SKEW_MS = 60_000;
/** A list or text longer than this is no fact but a document. */
const MAX_VALUE_LENGTH = 20_000;

/** Takes facts that others push, all of a request or none. */
export class FactDesk {
  readonly #auth: AuthService;
  readonly #sources: PushSource[];
  readonly #workloads: WorkloadStore;
  readonly #facts: FactStore;
  readonly #now: () => Date;

  constructor(options: {
    auth: AuthService;
    sources: PushSource[];
    workloads: WorkloadStore;
    facts: FactStore;
    now?: () => Date;
  }) {
    this.#auth = options.auth;
    this.#sources = options.sources;
    this.#workloads = options.workloads;
    this.#facts = options.facts;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Checks and stores facts.
   *
   * @returns what to answer, and what changed.
   * @throws InputError, NotFoundError or NotAllowedError, naming the item and field.
   */
  async take(
    push: FactPush,
    credentials: BackstageCredentials,
  ): Promise<{ accepted: FactPushAccepted; changed: ChangedFacts }> {
    const source = this.#source(push.source);
    this.#checkCaller(source, credentials);
    const items = push.items.map((item, index) =>
      this.#check(item, source.schema, `items[${index}]`),
    );
    await this.#checkWorkloads(items);
    const changed = await this.#facts.savePushed(source.schema, items);
    await this.#facts.noteOutcome(
      source.schema.source,
      this.#now().toISOString(),
    );
    const workloads = new Set(items.map(({ workloadRef }) => workloadRef));
    return {
      accepted: {
        changed: changed.size,
        unchanged: workloads.size - changed.size,
      },
      changed,
    };
  }

  #source(id: string): PushSource {
    const source = this.#sources.find(({ schema }) => schema.source === id);
    if (source) return source;
    const ids = this.#sources.map(({ schema }) => schema.source).join(', ');
    throw new InputError(
      `source: expected one of the sources that the configuration declares${
        ids ? ` (${ids})` : ', which declares none'
      }`,
    );
  }

  #checkCaller(source: PushSource, credentials: BackstageCredentials) {
    if (!source.callers) return;
    const subject = this.#auth.isPrincipal(credentials, 'service')
      ? credentials.principal.subject
      : this.#auth.isPrincipal(credentials, 'user') &&
        credentials.principal.userEntityRef;
    if (!subject || !source.callers.includes(subject)) {
      throw new NotAllowedError(
        `'${source.schema.source}' takes facts only from those that the configuration names`,
      );
    }
  }

  #check(
    item: PushedFacts,
    schema: FactSourceSchema,
    place: string,
  ): PushedFacts {
    const workloadRef = workloadRefOf(item.workloadRef, `${place}.workloadRef`);
    const observedAt = timeOf(item.observedAt, `${place}.observedAt`);
    if (Date.parse(observedAt) > this.#now().getTime() + CLOCK_SKEW_MS) {
      throw new InputError(
        `${place}.observedAt: expected a time that is not in the future`,
      );
    }
    for (const [name, value] of Object.entries(item.facts)) {
      const definition = Object.hasOwn(schema.facts, name)
        ? schema.facts[name]
        : undefined;
      if (!definition) {
        throw new InputError(
          `${place}.facts: expected one of ${Object.keys(schema.facts).join(
            ', ',
          )}; '${name.slice(0, 60)}' is none`,
        );
      }
      if (value === null) continue;
      if (!isFactValue(value, definition.type)) {
        throw new InputError(
          `${place}.facts.${name}: expected a ${
            definition.type === 'strings' ? 'list of strings' : definition.type
          }`,
        );
      }
      if (JSON.stringify(value).length > MAX_VALUE_LENGTH) {
        throw new InputError(
          `${place}.facts.${name}: expected at most ${MAX_VALUE_LENGTH} characters`,
        );
      }
    }
    return { workloadRef, observedAt, facts: item.facts };
  }

  async #checkWorkloads(items: PushedFacts[]) {
    const known = await this.#workloads.read(
      items.map(({ workloadRef }) => workloadRef),
    );
    items.forEach(({ workloadRef }, index) => {
      if (!known.has(workloadRef)) {
        throw new NotFoundError(
          `items[${index}].workloadRef: no workload '${workloadRef}' is known`,
        );
      }
    });
  }
}
