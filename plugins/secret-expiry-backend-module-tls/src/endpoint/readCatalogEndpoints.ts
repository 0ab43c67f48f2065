import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ROTATIONS } from '@plumbline/plugin-secret-expiry-common';
import { buildGraph } from '@plumbline/plugin-workload-common';
import {
  WorkloadEntities,
  readWorkloads,
} from '@plumbline/plugin-workload-node';
import { ENDPOINT_EXPECTED, parseEndpoint } from './Endpoint';
import { DeclaredEndpoints } from './EndpointUse';

/** Where an entity says what TLS endpoints it has, separated by commas. */
export const ENDPOINTS_ANNOTATION = 'plumbline.io/tls-endpoints';

/** `automatic` when a machine renews the certificates of these endpoints, else `manual`. */
export const ROTATION_ANNOTATION = 'plumbline.io/tls-rotation';

/** An annotation can name this many endpoints. */
const MOST_ENDPOINTS = 50;

/** Endpoints that the entities of workloads say they have. */
export async function readCatalogEndpoints(options: {
  auth: AuthService;
  catalog: CatalogService;
  signal: AbortSignal;
}): Promise<DeclaredEndpoints> {
  const declared: DeclaredEndpoints = { uses: [], problems: [] };
  const credentials = await options.auth.getOwnServiceCredentials();
  const pages = readWorkloads({ catalog: options.catalog, credentials });
  for await (const page of pages) {
    options.signal.throwIfAborted();
    for (const entities of page) addEndpoints(declared, entities);
  }
  return declared;
}

function addEndpoints(declared: DeclaredEndpoints, entities: WorkloadEntities) {
  const { workloadRef, workload, stamps, resources, components, apis } =
    entities;
  const annotated = [
    workload,
    ...stamps,
    ...resources,
    ...components,
    ...apis,
  ].filter(entity => annotation(entity, ENDPOINTS_ANNOTATION));
  if (annotated.length === 0) return;
  const stampOf = new Map(
    buildGraph(entities).nodes.map(node => [node.entityRef, node.stampRef]),
  );
  for (const entity of annotated) {
    const entityRef = stringifyEntityRef(entity);
    const problem = (name: string, entry: number, expected: string) =>
      declared.problems.push({
        entityRef,
        workloadRef,
        annotation: name,
        entry,
        expected,
      });

    const written = annotation(entity, ROTATION_ANNOTATION);
    const rotation = ROTATIONS.find(each => each === written);
    if (written && !rotation) {
      problem(ROTATION_ANNOTATION, 1, ROTATIONS.join(' or '));
    }
    const entries = annotation(entity, ENDPOINTS_ANNOTATION)!.split(',');
    if (entries.length > MOST_ENDPOINTS) {
      problem(
        ENDPOINTS_ANNOTATION,
        MOST_ENDPOINTS + 1,
        `at most ${MOST_ENDPOINTS} endpoints`,
      );
    }
    entries.slice(0, MOST_ENDPOINTS).forEach((entry, index) => {
      const endpoint = parseEndpoint(entry);
      if (!endpoint) {
        problem(ENDPOINTS_ANNOTATION, index + 1, ENDPOINT_EXPECTED);
        return;
      }
      declared.uses.push({
        endpoint,
        workloadRef,
        entityRef,
        ownerRef: entity.relations?.find(
          ({ type }) => type === RELATION_OWNED_BY,
        )?.targetRef,
        stampRef: stampOf.get(entityRef),
        rotation: rotation ?? 'manual',
      });
    });
  }
}

function annotation(entity: Entity, name: string): string | undefined {
  const value: unknown = entity.metadata.annotations?.[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
