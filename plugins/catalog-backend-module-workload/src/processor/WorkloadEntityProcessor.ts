import { createHash } from 'node:crypto';
import {
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import { AlphaEntity } from '@backstage/catalog-model/alpha';
import {
  CatalogProcessor,
  CatalogProcessorCache,
  CatalogProcessorEmit,
  LocationSpec,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  FieldProblem,
  RELATIONS,
  checkEntity,
  isOurs,
  isRef,
  workloadRefOf,
} from '@plumbline/plugin-workload-common';
import { ChangedWorkloads } from './ChangedWorkloads';
import { toStatusItem } from './toStatusItem';
import { setAsideInvalidFields } from './setAside';

/** Carries the problems from before the catalog's own checks to after; never stored. */
const PROBLEMS_ANNOTATION = 'plumbline.io/problems';

/** What the processor remembers of an entity between two rounds. */
interface Seen {
  hash: string;
  workloadRef?: string;
}

/**
 * Checks workloads, stamps and their parts, relates who sends telemetry to
 * whom, and notes which workloads changed.
 *
 * An error that a processor throws or emits keeps a new entity out of the
 * catalog, where nobody sees it. So a malformed field is set aside before the
 * catalog's own checks, and reported in the entity's status after them, which
 * the catalog keeps when it stitches.
 */
export class WorkloadEntityProcessor implements CatalogProcessor {
  readonly #changed: ChangedWorkloads;

  constructor(changed: ChangedWorkloads) {
    this.#changed = changed;
  }

  getProcessorName(): string {
    return 'plumbline-workload';
  }

  async preProcessEntity(entity: Entity): Promise<Entity> {
    if (!isOurs(entity)) return entity;
    const problems = checkEntity(entity);
    if (problems.length === 0) return entity;
    const sound = setAsideInvalidFields(entity);
    return {
      ...sound,
      metadata: {
        ...sound.metadata,
        annotations: {
          ...sound.metadata.annotations,
          [PROBLEMS_ANNOTATION]: JSON.stringify(problems),
        },
      },
    };
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
    cache: CatalogProcessorCache,
  ): Promise<AlphaEntity> {
    const { sound, problems } = takeProblems(entity);
    emitTelemetryRelations(sound, emit);
    await this.#noteChange(sound, problems, cache);
    if (problems.length === 0) return sound;
    return {
      ...sound,
      status: {
        ...sound.status,
        items: [...(sound.status?.items ?? []), ...problems.map(toStatusItem)],
      },
    };
  }

  async #noteChange(
    entity: Entity,
    problems: FieldProblem[],
    cache: CatalogProcessorCache,
  ) {
    const workloadRef = workloadRefOf(entity);
    const before = await cache.get<Seen & Record<string, string>>('seen');
    if (!workloadRef && !before?.workloadRef) return;
    const now = { hash: hashOf(entity, problems), workloadRef };
    if (before?.hash === now.hash) return;
    await cache.set('seen', now);
    this.#changed.add([before?.workloadRef, workloadRef]);
  }
}

function takeProblems(entity: AlphaEntity): {
  sound: AlphaEntity;
  problems: FieldProblem[];
} {
  const { [PROBLEMS_ANNOTATION]: found, ...annotations } =
    entity.metadata.annotations ?? {};
  if (!found) return { sound: entity, problems: [] };
  return {
    sound: { ...entity, metadata: { ...entity.metadata, annotations } },
    problems: JSON.parse(found),
  };
}

function emitTelemetryRelations(entity: Entity, emit: CatalogProcessorEmit) {
  const targets = entity.spec?.sendsTelemetryTo;
  if (!Array.isArray(targets)) return;
  const source = getCompoundEntityRef(entity);
  for (const ref of targets.filter(isRef)) {
    const target = parseEntityRef(ref, {
      defaultKind: 'resource',
      defaultNamespace: source.namespace,
    });
    emit(
      processingResult.relation({
        source,
        type: RELATIONS.sendsTelemetryTo,
        target,
      }),
    );
    emit(
      processingResult.relation({
        source: target,
        type: RELATIONS.receivesTelemetryFrom,
        target: source,
      }),
    );
  }
}

function hashOf(
  { kind, metadata, spec }: Entity,
  problems: FieldProblem[],
): string {
  const { namespace, name, title, description, annotations, links } = metadata;
  return createHash('sha256')
    .update(
      JSON.stringify([
        kind,
        namespace,
        name,
        title,
        description,
        annotations,
        links,
        spec,
        problems,
      ]),
    )
    .digest('hex');
}
