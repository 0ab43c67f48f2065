import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import {
  AzureFailure,
  CLIENT_OPTIONS,
  ConnectionOptions,
  Turnstile,
  asFailure,
  guardPolicies,
  readPages,
} from '@plumbline/plugin-azure-node';
import { slices } from '@plumbline/plugin-workload-node';
import { AzureContainer, AzureResource, Listing, Tags } from './AzureResource';
import {
  CONTAINERS,
  PROPERTY_COLUMNS,
  resourcesById,
  resourcesOfTypes,
} from './queries';
import { quotaPolicy } from './quotaPolicy';
import { canonicalId } from './resourceId';

/** The most that Resource Graph puts on a page. */
const ROWS_PER_PAGE = 1_000;
/** The most that it takes in one question. */
const SUBSCRIPTIONS_PER_QUESTION = 1_000;
const GROUPS_PER_QUESTION = 10;
/** Keeps a question with long ids well below what it reads. */
const IDS_PER_QUESTION = 100;
const PATH = /^\/providers\/Microsoft\.ResourceGraph\/resources$/;

/** What an import may look at. */
export interface Scopes {
  /** GUIDs in lower case. */
  subscriptions: readonly string[];
  /** Names of management groups. */
  managementGroups: readonly string[];
}

type Row = Record<string, unknown>;

/** Asks Azure Resource Graph what there is. It can send nothing but questions. */
export class ResourceGraphReader {
  readonly #client: ResourceGraphClient;
  readonly #scopes: Partial<Scopes>[];
  readonly #atMost: number;
  #signal: AbortSignal | undefined;

  constructor(
    /** Of Azure Resource Manager. */
    origin: string,
    options: ConnectionOptions & {
      scopes: Scopes;
      /** Resources; a listing of more fails. */
      atMost: number;
    },
  ) {
    this.#atMost = options.atMost;
    this.#scopes = [
      ...[
        ...slices(options.scopes.subscriptions, SUBSCRIPTIONS_PER_QUESTION),
      ].map(subscriptions => ({ subscriptions })),
      ...[...slices(options.scopes.managementGroups, GROUPS_PER_QUESTION)].map(
        managementGroups => ({ managementGroups }),
      ),
    ];
    this.#client = new ResourceGraphClient(options.credential, {
      ...CLIENT_OPTIONS,
      endpoint: origin,
      credentials: { scopes: [`${origin}/.default`] },
      httpClient: options.httpClient,
    });
    const { outer, inner } = guardPolicies({
      origin,
      paths: PATH,
      posts: PATH,
      timeoutMs: options.timeoutMs,
      turnstile: new Turnstile(1),
      signal: () => this.#signal,
    });
    const { pipeline } = this.#client;
    pipeline.addPolicy(outer, {
      beforePolicies: ['userAgentPolicy', 'defaultRetryPolicy'],
    });
    pipeline.addPolicy(inner, { afterPhase: 'Retry' });
    pipeline.addPolicy(quotaPolicy, { afterPhase: 'Retry' });
    if (options.network) {
      pipeline.addPolicy(options.network, { afterPhase: 'Sign' });
    }
  }

  /**
   * Everything of some types in all scopes, whole.
   *
   * @param types - Azure types in lower case.
   * @throws AzureFailure when anything is missing from it; what the signal was
   * aborted with.
   */
  async list(types: readonly string[], signal: AbortSignal): Promise<Listing> {
    this.#signal = signal;
    const subscriptions = new Map<string, AzureContainer>();
    const resourceGroups = new Map<string, AzureContainer>();
    for (const row of await this.#ask(CONTAINERS)) {
      const container = containerOf(row);
      if (/\/resourcegroups$/i.test(text(row.type))) {
        resourceGroups.set(canonicalId(container.id), container);
      } else {
        subscriptions.set(lower(text(row.subscriptionId)), container);
      }
    }
    const rows = await this.#ask(resourcesOfTypes(types));
    return { subscriptions, resourceGroups, resources: rows.map(resourceOf) };
  }

  /**
   * Those of some resources that are there after all. Pages shift when resources
   * come and go while they are read, so that one may be on none of them.
   *
   * @throws AzureFailure; what the signal was aborted with.
   */
  async find(
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<AzureResource[]> {
    this.#signal = signal;
    const found: AzureResource[] = [];
    for (const some of slices(ids, IDS_PER_QUESTION)) {
      found.push(...(await this.#ask(resourcesById(some))).map(resourceOf));
    }
    return found;
  }

  async #ask(query: string): Promise<Row[]> {
    const byId = new Map<string, Row>();
    for (const scope of this.#scopes) {
      let told = 0;
      const rows = await readPages(
        this.#pages(query, scope, count => {
          told = count;
        }),
        row => canonicalId(text(row.id)),
      );
      if (rows.length < told) {
        throw new AzureFailure('short', `${rows.length} of ${told}`);
      }
      for (const row of rows) byId.set(canonicalId(text(row.id)), row);
    }
    return [...byId.values()];
  }

  async *#pages(
    query: string,
    scope: Partial<Scopes>,
    tell: (count: number) => void,
  ): AsyncGenerator<Row[]> {
    let skipToken: string | undefined;
    do {
      const answer = await this.#answer(query, scope, skipToken);
      if (answer.totalRecords > this.#atMost) {
        throw new AzureFailure(
          'too-much',
          `${answer.totalRecords}, and ${this.#atMost} may be listed`,
        );
      }
      tell(answer.totalRecords);
      yield rowsOf(answer.data);
      skipToken = answer.skipToken || undefined;
      if (!skipToken && answer.resultTruncated === 'true') {
        throw new AzureFailure('short', 'no further page');
      }
    } while (skipToken);
  }

  async #answer(query: string, scope: Partial<Scopes>, skipToken?: string) {
    try {
      return await this.#client.resources({
        query,
        ...(scope.subscriptions && {
          subscriptions: [...scope.subscriptions],
        }),
        ...(scope.managementGroups && {
          managementGroups: [...scope.managementGroups],
        }),
        options: {
          resultFormat: 'objectArray',
          top: ROWS_PER_PAGE,
          skipToken,
        },
      });
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw asFailure(error);
    }
  }
}

function rowsOf(data: unknown): Row[] {
  if (!Array.isArray(data) || !data.every(row => text(row?.id) !== '')) {
    throw new AzureFailure('shape');
  }
  return data;
}

function containerOf(row: Row): AzureContainer {
  return {
    id: text(row.id),
    name: text(row.name),
    tags: tagsOf(row.tags),
    managedBy: text(row.managedBy) || undefined,
  };
}

function resourceOf(row: Row): AzureResource {
  return {
    id: text(row.id),
    name: text(row.name),
    type: lower(text(row.type)),
    kind: text(row.kind),
    location: lower(text(row.location)),
    subscriptionId: lower(text(row.subscriptionId)),
    resourceGroup: text(row.resourceGroup),
    tags: tagsOf(row.tags),
    zones: Array.isArray(row.zones) ? row.zones.map(String) : [],
    sku: text(row.sku),
    properties: {
      userAssignedIdentities: row.identities,
      ...Object.fromEntries(
        PROPERTY_COLUMNS.map(([column, path]) => [path, row[column]]),
      ),
    },
  };
}

function tagsOf(value: unknown): Tags {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([, each]) => typeof each === 'string'),
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function lower(word: string): string {
  return word.toLocaleLowerCase('en-US');
}
