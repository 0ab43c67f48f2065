import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorCache,
  CatalogProcessorEmit,
  LocationSpec,
} from '@backstage/plugin-catalog-node';
import {
  STAMP_ANNOTATIONS,
  StampStatus,
  effectiveStamp,
} from '@plumbline/plugin-stamp-common';
import {
  STAMP_LIFECYCLES,
  StampLifecycle,
  isStamp,
} from '@plumbline/plugin-workload-common';
import { ToldStatuses } from './ToldStatuses';

/** Before the processors that check and relate workloads (20 when they say nothing). */
const PRIORITY = 10;

/** What is remembered of a stamp between two rounds. */
type Remembered = Pick<
  StampStatus,
  'lifecycle' | 'trafficWeight' | 'observedAt'
>;

/**
 * Has the catalog show stamps as far as their pipelines told: the further of
 * what the file asks for and what was told, and the traffic that was told.
 *
 * Where the stamp back end cannot be asked, a stamp stays as it was last told,
 * also after a restart; where it is not installed, as its file says. It never
 * keeps an entity out of the catalog.
 */
export class StampStatusProcessor implements CatalogProcessor {
  readonly #statuses: ToldStatuses;

  constructor(statuses: ToldStatuses) {
    this.#statuses = statuses;
  }

  getProcessorName(): string {
    return 'plumbline-stamp';
  }

  getPriority(): number {
    return PRIORITY;
  }

  async preProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    _emit: CatalogProcessorEmit,
    _origin: LocationSpec,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    const { lifecycle, trafficWeight } = entity.spec ?? {};
    if (!isStamp(entity) || !isLifecycle(lifecycle)) return entity;
    const told = await this.#told(entity, cache);
    if (!told) return entity;
    const shown = effectiveStamp(
      {
        lifecycle,
        trafficWeight:
          typeof trafficWeight === 'number' ? trafficWeight : undefined,
      },
      told,
    );
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: {
          ...entity.metadata.annotations,
          [STAMP_ANNOTATIONS.toldAt]: told.observedAt,
        },
      },
      spec: { ...entity.spec, ...shown },
    };
  }

  async #told(
    entity: Entity,
    cache: CatalogProcessorCache,
  ): Promise<Remembered | undefined> {
    const before = await cache.get<Remembered>('told');
    const statuses = await this.#statuses.read();
    if (!statuses) return before;
    const status = statuses.get(refOf(entity));
    if (!status) {
      // There is no forgetting; an empty word stands for nothing.
      if (before) await cache.set('told', null);
      return undefined;
    }
    const { lifecycle, trafficWeight, observedAt } = status;
    const now: Remembered = {
      lifecycle,
      observedAt,
      ...(trafficWeight !== undefined && { trafficWeight }),
    };
    if (JSON.stringify(before) !== JSON.stringify(now)) {
      await cache.set('told', now);
    }
    return now;
  }
}

function isLifecycle(value: unknown): value is StampLifecycle {
  return STAMP_LIFECYCLES.includes(value as StampLifecycle);
}

/** A malformed entity has no ref; the catalog says what is wrong with it. */
function refOf(entity: Entity): string {
  try {
    return stringifyEntityRef(entity);
  } catch {
    return '';
  }
}
