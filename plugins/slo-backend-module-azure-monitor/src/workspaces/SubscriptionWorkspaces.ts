import {
  AzureFailure,
  RestReader,
  asFailure,
  readPages,
  tellFailure,
} from '@plumbline/plugin-azure-node';
import { z } from 'zod';
import { WorkspacePlace, workspacePlaceOf } from './ApprovedWorkspaces';

const API_VERSION = '2023-09-01';
const DAY_MS = 86_400_000;
/** One that was made anew under its name has another ID. */
const LISTED_FOR_MS = 3_600_000;
/** So long one that was not there, or a list that failed, is not asked for again. */
const MISSED_FOR_MS = 300_000;
/** A list that cannot be read anew is good for so long. */
const TRUSTED_FOR_MS = DAY_MS;
/** What Azure keeps where a workspace does not say. */
const DEFAULT_RETENTION_DAYS = 30;
const ROLE = 'the role Log Analytics Data Reader on the subscription';

/** What {@link SubscriptionWorkspaces} asks for; nothing else of Resource Manager. */
export const WORKSPACES_PATH =
  /^\/subscriptions\/[0-9a-f-]{36}\/providers\/Microsoft\.OperationalInsights\/workspaces$/i;

const pageSchema = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      properties: z
        .object({
          customerId: z.guid().optional().catch(undefined),
          retentionInDays: z.number().positive().optional().catch(undefined),
        })
        .optional(),
    }),
  ),
  nextLink: z.string().nullish(),
});

type Page = z.infer<typeof pageSchema>;

/** A workspace as Resource Manager lists it. */
export interface ListedWorkspace extends WorkspacePlace {
  /** What queries know it by. */
  workspaceId: string;
  retentionSeconds: number;
}

interface List {
  /** By name in lower case; names are unique within a resource group only. */
  byName: Map<string, ListedWorkspace[]>;
  /** Milliseconds since the epoch. */
  listedAt: number;
}

/**
 * The Log Analytics workspaces of the approved subscriptions, by one list of
 * each subscription, however many documents name them.
 */
export class SubscriptionWorkspaces {
  readonly #subscriptions: ReadonlySet<string>;
  readonly #management: RestReader;
  readonly #now: () => number;
  readonly #lists = new Map<string, List>();
  /** Of the last look, by subscription. */
  readonly #failures = new Map<string, AzureFailure>();
  #askedAt = -Infinity;
  #asking: Promise<void> | undefined;

  constructor(options: {
    /** GUIDs in lower case. */
    subscriptions: ReadonlySet<string>;
    management: RestReader;
    /** Milliseconds since the epoch. */
    now: () => number;
  }) {
    this.#subscriptions = options.subscriptions;
    this.#management = options.management;
    this.#now = options.now;
  }

  /**
   * Those of a name, in any case.
   *
   * @throws Error with a sentence, when there is none in what could be listed and not all could be.
   */
  async called(name: string): Promise<ListedWorkspace[]> {
    const key = name.toLowerCase();
    const age = this.#now() - this.#askedAt;
    const isKnown = this.#known(key).length > 0;
    if (age >= (isKnown ? LISTED_FOR_MS : MISSED_FOR_MS)) {
      // Asked once for all documents that are read together.
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined;
      });
      await this.#asking;
    }
    const known = this.#known(key);
    const [failed] = this.#failures;
    if (known.length === 0 && failed) {
      const [subscription, failure] = failed;
      throw new Error(
        tellFailure(
          failure,
          `Azure's list of the workspaces of subscription ${subscription}`,
          ROLE,
        ),
      );
    }
    return known;
  }

  #known(key: string): ListedWorkspace[] {
    const oldest = this.#now() - TRUSTED_FOR_MS;
    return [...this.#lists.values()].flatMap(({ byName, listedAt }) =>
      listedAt > oldest ? byName.get(key) ?? [] : [],
    );
  }

  async #ask() {
    const now = this.#now();
    await Promise.all(
      [...this.#subscriptions].map(async subscription => {
        try {
          const byName = await this.#list(subscription);
          this.#lists.set(subscription, { byName, listedAt: now });
          this.#failures.delete(subscription);
        } catch (error) {
          this.#failures.set(subscription, asFailure(error));
        }
      }),
    );
    this.#askedAt = now;
  }

  async #list(subscription: string): Promise<Map<string, ListedWorkspace[]>> {
    const byName = new Map<string, ListedWorkspace[]>();
    const items = await readPages(this.#pages(subscription), ({ id }) =>
      id.toLowerCase(),
    );
    for (const { id, properties } of items) {
      const place = workspacePlaceOf(id);
      // One that is being made has no ID yet.
      if (place?.subscription !== subscription || !properties?.customerId) {
        continue;
      }
      const key = place.name.toLowerCase();
      const days = properties.retentionInDays ?? DEFAULT_RETENTION_DAYS;
      byName.set(key, [
        ...(byName.get(key) ?? []),
        {
          ...place,
          workspaceId: properties.customerId,
          retentionSeconds: (days * DAY_MS) / 1_000,
        },
      ]);
    }
    return byName;
  }

  async *#pages(subscription: string): AsyncGenerator<Page['value']> {
    let link:
      | string
      | null
      | undefined = `/subscriptions/${subscription}/providers/Microsoft.OperationalInsights/workspaces?api-version=${API_VERSION}`;
    while (link) {
      const page = pageSchema.safeParse(await this.#management.get(link));
      if (!page.success) throw new AzureFailure('shape');
      yield page.data.value;
      link = page.data.nextLink;
    }
  }
}
