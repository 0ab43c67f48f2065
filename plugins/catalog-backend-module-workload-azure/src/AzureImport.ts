import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import {
  AzureFailure,
  asFailure,
  tellFailure,
} from '@plumbline/plugin-azure-node';
import {
  ANNOTATIONS,
  ENTITIES_TOPIC,
  EntitiesChanged,
  workloadRefOf,
} from '@plumbline/plugin-workload-common';
import { CatalogReader, KnownResources } from './CatalogReader';
import { Listing } from './azure/AzureResource';
import { DiagnosticSettings } from './azure/DiagnosticSettings';
import { ResourceGraphReader } from './azure/ResourceGraphReader';
import { canonicalId, subscriptionIdOf } from './azure/resourceId';
import {
  AZURE_ANNOTATIONS,
  Composition,
  composeEntities,
} from './entities/composeEntities';
import { ImportConfig } from './readImports';
import { ImportReport, listed } from './report/ImportReport';
import { ImportStore } from './report/ImportStore';
import { Comparison, compareEntities } from './report/compareEntities';
import { reportLine } from './report/reportText';
import { Place, placeOf } from './rules/placeOf';
import { placed } from './rules/Rule';

/** Fewer may always go, whatever share they are. */
const FEW_REMOVALS = 10;

/** Why an import leaves the catalog as it is. */
class Stopped extends Error {}

/**
 * Keeps what Azure lists in the catalog. The catalog is changed only by a
 * listing of which it is certain that nothing is missing; else it stays as it
 * is, and the report says why and how old it is.
 */
export class AzureImport implements EntityProvider {
  readonly #config: ImportConfig;
  readonly #catalog: CatalogReader;
  readonly #events: EventsService;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #reader: ResourceGraphReader;
  readonly #scheduler: SchedulerService;
  readonly #settings: DiagnosticSettings | undefined;
  readonly #store: ImportStore;
  #connection: EntityProviderConnection | undefined;

  constructor(options: {
    config: ImportConfig;
    catalog: CatalogReader;
    events: EventsService;
    logger: LoggerService;
    now: () => Date;
    reader: ResourceGraphReader;
    scheduler: SchedulerService;
    /** Absent: they are not read. */
    settings?: DiagnosticSettings;
    store: ImportStore;
  }) {
    this.#config = options.config;
    this.#catalog = options.catalog;
    this.#events = options.events;
    this.#logger = options.logger;
    this.#now = options.now;
    this.#reader = options.reader;
    this.#scheduler = options.scheduler;
    this.#settings = options.settings;
    this.#store = options.store;
  }

  getProviderName(): string {
    return `plumbline-azure:${this.#config.id}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#scheduler.scheduleTask({
      ...this.#config.schedule,
      id: `plumbline-azure-${this.#config.id}`,
      fn: signal => this.run(signal as AbortSignal),
    });
  }

  /**
   * Lists, compares, changes and reports, once.
   *
   * @throws Error that says why nothing was changed, which the report says too.
   */
  async run(signal: AbortSignal): Promise<void> {
    const report: ImportReport = {
      importId: this.#config.id,
      at: this.#now().toISOString(),
      outcome: 'stopped',
      completeAt: await this.#store.completeAt(this.#config.id),
      added: listed([]),
      changed: listed([]),
      removed: listed([]),
      unchanged: 0,
      elsewhere: listed([]),
      notes: listed([]),
      unknownRefs: listed([]),
    };
    try {
      await this.#runInto(report, signal);
    } catch (error) {
      report.reason = this.#reasonOf(error);
      await this.#store.save(report);
      throw new Error(reportLine(report));
    }
    await this.#store.save(report);
    this.#logger.info(reportLine(report));
  }

  async #runInto(report: ImportReport, signal: AbortSignal): Promise<void> {
    const { types, isDryRun } = this.#config;
    const known = await this.#catalog.knownResources(this.getProviderName());
    const first = await this.#reader.list(types.azureTypes, signal);
    this.#demandAllSubscriptions(first, known);
    const listing = await this.#withOverlooked(first, known, signal);
    report.listed = {
      subscriptions: listing.subscriptions.size,
      resourceGroups: listing.resourceGroups.size,
      resources: listing.resources.length,
    };
    const telemetry = await this.#settings?.read(listing.resources, signal);
    report.telemetry = telemetry?.progress;
    const composition = await this.#compose(
      listing,
      known,
      telemetry?.telemetry ?? new Map(),
      report,
    );
    const comparison = compareEntities(known.own, composition.entities);
    report.added = listed(comparison.added);
    report.changed = listed(comparison.changed);
    report.removed = listed(comparison.removed);
    report.unchanged = comparison.unchanged;
    this.#demandFewRemovals(comparison, known);
    signal.throwIfAborted();
    if (!isDryRun) await this.#apply(composition, comparison, known);
    report.completeAt = report.at;
    report.outcome = isDryRun ? 'dry-run' : 'applied';
  }

  /** Resource Graph leaves out what the identity may not see, and does not say so. */
  #demandAllSubscriptions(listing: Listing, known: KnownResources) {
    const { scopes, goneSubscriptions } = this.#config;
    const expected = new Set([
      ...scopes.subscriptions,
      // What was imported before from a management group.
      ...(scopes.managementGroups.length > 0
        ? [...known.own.values()].map(
            ({ metadata }) =>
              metadata.annotations?.[AZURE_ANNOTATIONS.subscriptionId] ?? '',
          )
        : []),
    ]);
    const missing = [...expected].filter(
      id => id && !listing.subscriptions.has(id) && !goneSubscriptions.has(id),
    );
    if (missing.length === 0) return;
    throw new Stopped(
      `Azure does not list subscription ${missing
        .sort()
        .join(
          ', ',
        )}: the portal's identity needs the role Reader on it, or, if it is gone, it belongs into goneSubscriptions`,
    );
  }

  /** With the resources that are there but were on no page, as pages shift while they are read. */
  async #withOverlooked(
    listing: Listing,
    known: KnownResources,
    signal: AbortSignal,
  ): Promise<Listing> {
    const seen = new Set(listing.resources.map(({ id }) => canonicalId(id)));
    const missing = [...known.own.values()]
      .map(
        ({ metadata }) => metadata.annotations?.[ANNOTATIONS.azureResourceId],
      )
      .filter(id => id !== undefined)
      .filter(
        id =>
          !seen.has(canonicalId(id)) &&
          listing.subscriptions.has(subscriptionIdOf(id) ?? ''),
      );
    if (missing.length === 0) return listing;
    const found = await this.#reader.find(missing, signal);
    return { ...listing, resources: [...listing.resources, ...found] };
  }

  async #compose(
    listing: Listing,
    known: KnownResources,
    telemetry: ReadonlyMap<string, string[]>,
    report: ImportReport,
  ): Promise<Composition> {
    const config = this.#config;
    const places = listing.resources
      .filter(resource => config.types.wordFor(resource))
      .map(resource => placeOf(placed(resource, listing), config.rules));
    const named = countRefs(places);
    const owners = await this.#catalog.ownersOf([...named.keys()]);
    const composition = composeEntities(listing, {
      location: this.getProviderName(),
      types: config.types,
      rules: config.rules,
      portalUrl: config.addresses.portalUrl,
      tags: config.tags,
      onlyWorkloads: config.onlyWorkloads,
      withoutManagedGroups: config.withoutManagedGroups,
      elsewhere: known.elsewhere,
      workloadOwners: new Map([...owners].filter(([, owner]) => owner !== '')),
      defaultOwner: config.defaultOwner,
      telemetry,
    });
    report.elsewhere = listed(composition.elsewhere);
    report.notes = listed(composition.notes);
    report.unknownRefs = listed(
      [...named]
        .filter(([entityRef]) => !owners.has(entityRef))
        .map(([entityRef, resources]) => ({ entityRef, resources }))
        .sort((a, b) => b.resources - a.resources),
    );
    return composition;
  }

  /** A role that was taken away looks like a deletion; so does a rule that was changed by mistake. */
  #demandFewRemovals({ removed }: Comparison, { own }: KnownResources) {
    const { removeAtMost } = this.#config;
    if (removed.length <= FEW_REMOVALS) return;
    if (removed.length <= (own.size * removeAtMost) / 100) return;
    throw new Stopped(
      `${removed.length} of ${own.size} entities would be removed, which is more than removeAtMost (${removeAtMost} %) allows`,
    );
  }

  async #apply(
    { entities }: Composition,
    { removed }: Comparison,
    { own }: KnownResources,
  ): Promise<void> {
    if (!this.#connection) throw new Error('The catalog is not connected yet');
    await this.#connection.applyMutation({
      type: 'full',
      entities: entities.map(({ entity }) => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
    // Those that come and change are noticed when the catalog processes them.
    await this.#sayWhoLost(removed.map(({ entityRef }) => own.get(entityRef)));
  }

  async #sayWhoLost(gone: (Entity | undefined)[]): Promise<void> {
    const workloadRefs = [
      ...new Set(gone.map(entity => entity && workloadRefOf(entity))),
    ].filter(ref => ref !== undefined);
    if (workloadRefs.length === 0) return;
    const eventPayload: EntitiesChanged = { workloadRefs };
    await this.#events.publish({ topic: ENTITIES_TOPIC, eventPayload });
  }

  #reasonOf(error: unknown): string {
    if (error instanceof Stopped) return error.message;
    if (error instanceof AzureFailure) {
      return tellFailure(
        asFailure(error),
        'Azure Resource Graph',
        'the role Reader on what the import names',
      );
    }
    return (error as Error).message;
  }
}

/** How many resources name each workload and stamp. */
function countRefs(places: Place[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { workloadRef, stampRef } of places) {
    for (const ref of [workloadRef, stampRef]) {
      if (ref) counts.set(ref, (counts.get(ref) ?? 0) + 1);
    }
  }
  return counts;
}
