import { createHash } from 'node:crypto';
import {
  AuthService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CredentialSource,
  ListOptions,
  SourceItem,
  annotationOutcomes,
} from '@plumbline/plugin-secret-expiry-node';
import limiter from 'p-limit';
import { TlsConfig } from './config/readTlsConfig';
import { formatEndpoint } from './endpoint/Endpoint';
import { DeclaredEndpoints, EndpointUse } from './endpoint/EndpointUse';
import { readCatalogEndpoints } from './endpoint/readCatalogEndpoints';
import { listCertificates, listCredentials } from './listCredentials';
import { listProblems } from './listProblems';
import { failureOf } from './look/LookFailure';
import { Look, Looker } from './look/Looker';
import { Resolve, systemResolve } from './target/findAddresses';

/** Raise it when the same certificates come to be listed differently. */
const LISTING_VERSION = 2;
/**
 * A host that could not be looked at is left alone for so long: a little less
 * than the usual schedule's 5 minutes, so that it is due the next time.
 */
const RETRY_AFTER_MS = 270_000;

/** Everybody's use of one endpoint, which is a place. */
interface EndpointPlace {
  place: string;
  uses: EndpointUse[];
  /** Changes when what is listed of it would, certificates aside. */
  declaration: string;
}

interface Failure {
  declaration: string;
  at: number;
}

/**
 * Certificates that TLS endpoints show. Endpoints come from the catalog and the
 * configuration; each is a place, and is looked at once in the interval, or
 * again soon after a look that failed.
 */
export class TlsSource implements CredentialSource {
  readonly id = 'tls';
  readonly title = 'TLS endpoints';
  readonly schedule: SchedulerServiceTaskScheduleDefinition;
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #config: TlsConfig;
  readonly #looker: Looker;
  readonly #now: () => Date;
  #failures = new Map<string, Failure>();

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    config: TlsConfig;
    /** How names become addresses; as the system does when absent. */
    resolve?: Resolve;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#config = options.config;
    this.schedule = options.config.schedule;
    this.#now = options.now ?? (() => new Date());
    this.#looker = new Looker({
      ...options.config,
      resolve: options.resolve ?? systemResolve,
    });
  }

  async *list({
    done,
    fingerprints,
    signal,
  }: ListOptions): AsyncGenerator<SourceItem> {
    const { uses, problems } = await this.#declared(signal);
    const places = this.#placesOf([...this.#config.uses, ...uses]);
    this.#failures = new Map(
      places.flatMap(({ place }) => {
        const failure = this.#failures.get(place);
        return failure ? [[place, failure]] : [];
      }),
    );
    const limit = limiter(this.#config.concurrency);
    const stop = new AbortController();
    const onAbort = () => stop.abort(signal.reason);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    const looks = places.map(place =>
      done.has(place.place)
        ? notDue(place.place)
        : limit(() =>
            this.#listPlace(place, fingerprints.get(place.place), stop.signal),
          ),
    );
    try {
      for (const look of looks) {
        const items = await look;
        signal.throwIfAborted();
        yield* items;
      }
      yield* annotationOutcomes(
        problems.map(({ annotation, entry, expected, ...whose }) => ({
          ...whose,
          sentence: `Entry ${entry} of ${annotation} is not used; expected ${expected}`,
        })),
        'TLS endpoints',
      );
    } finally {
      // Whoever stops listening stops the looking.
      signal.removeEventListener('abort', onAbort);
      limit.clearQueue();
      stop.abort();
    }
  }

  async #declared(signal: AbortSignal): Promise<DeclaredEndpoints> {
    try {
      return await readCatalogEndpoints({
        auth: this.#auth,
        catalog: this.#catalog,
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      // Without the message, which may quote more than the kind of failure.
      throw new Error('The catalog could not be read');
    }
  }

  #placesOf(uses: EndpointUse[]): EndpointPlace[] {
    const byPlace = new Map<string, Map<string, EndpointUse>>();
    for (const use of uses) {
      const place = formatEndpoint(use.endpoint);
      const same = byPlace.get(place) ?? new Map<string, EndpointUse>();
      byPlace.set(place, same);
      const user = `${use.workloadRef}|${use.entityRef ?? ''}`;
      // The configuration comes first, and has the last word.
      if (!same.has(user)) same.set(user, use);
    }
    return [...byPlace].map(([place, same]) => {
      const sorted = [...same].sort(([a], [b]) => (a < b ? -1 : 1));
      const placeUses = sorted.map(([, use]) => use);
      const declaration = createHash('sha256')
        .update(JSON.stringify([placeUses, this.#config.rules]))
        .digest('hex')
        .slice(0, 32);
      return { place, uses: placeUses, declaration };
    });
  }

  /** Never throws, so that one endpoint stops no other. */
  async #listPlace(
    { place, uses, declaration }: EndpointPlace,
    fingerprint: string | undefined,
    scan: AbortSignal,
  ): Promise<SourceItem[]> {
    const outcome = { type: 'outcome', place, title: place } as const;
    const now = this.#now();
    const { endpoint } = uses[0];
    const workloadRefs = [...new Set(uses.map(use => use.workloadRef))];
    const failed = this.#failures.get(place);
    const hasJustFailed =
      failed?.declaration === declaration &&
      now.getTime() - failed.at < RETRY_AFTER_MS;
    if (hasJustFailed || this.#isFresh(fingerprint, declaration, now)) {
      return notDue(place);
    }
    try {
      const look = await this.#looker.look(endpoint, scan);
      this.#failures.delete(place);
      const certificates = listCertificates(look.chains);
      const { anchors } = this.#looker;
      return [
        {
          type: 'credentials',
          place,
          credentials: listCredentials(certificates, uses),
        },
        {
          ...outcome,
          outcome: isWhole(look) ? 'looked' : 'partly',
          workloadRefs,
          problems: listProblems(look, endpoint, anchors, now),
          fingerprint: [LISTING_VERSION, now.getTime(), declaration].join('|'),
        },
      ];
    } catch (error) {
      const reason = failureOf(error).message;
      // A scan that is stopped says nothing about the endpoint.
      if (!scan.aborted) {
        this.#failures.set(place, { declaration, at: now.getTime() });
      }
      return [{ ...outcome, outcome: 'could-not-look', reason, workloadRefs }];
    }
  }

  #isFresh(
    fingerprint: string | undefined,
    declaration: string,
    now: Date,
  ): boolean {
    const [version, at, declared] = fingerprint?.split('|') ?? [];
    const age = now.getTime() - Number(at);
    return (
      version === String(LISTING_VERSION) &&
      declared === declaration &&
      age >= 0 &&
      age < this.#config.intervalMs
    );
  }
}

function notDue(place: string): SourceItem[] {
  return [{ type: 'outcome', place, title: place, outcome: 'not-due' }];
}

/** Whether every address of an endpoint was looked at. */
function isWhole({ silent, refused, skipped }: Look): boolean {
  return silent.length + refused.length + skipped === 0;
}
