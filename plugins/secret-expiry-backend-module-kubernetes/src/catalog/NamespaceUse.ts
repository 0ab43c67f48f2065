import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { AnnotationProblem } from '@plumbline/plugin-secret-expiry-node';
import { buildGraph } from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';

/** Where an entity says in what namespaces it runs: `cluster/namespace`, separated by commas. */
export const NAMESPACE_ANNOTATION = 'plumbline.io/kubernetes-namespace';

/** What Backstage's own Kubernetes plugin reads, which say the same of one namespace. */
const BACKSTAGE_CLUSTER = 'backstage.io/kubernetes-cluster';
const BACKSTAGE_NAMESPACE = 'backstage.io/kubernetes-namespace';

/** An annotation can name this many. */
const MOST_NAMESPACES = 50;

const CLUSTER_NAME = /^[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?$/i;
/** As Kubernetes has it; nothing else gets into a path. */
const NAMESPACE_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether it can be the name of a cluster in the configuration. */
export function isClusterName(text: string): boolean {
  return CLUSTER_NAME.test(text);
}

/** Whether it can be the name of a namespace. */
export function isNamespaceName(text: string): boolean {
  return NAMESPACE_NAME.test(text);
}

/** Who depends on what is found. */
export interface Holder {
  /** Full refs, as of a credential. */
  workloadRef: string;
  entityRef?: string;
  ownerRef?: string;
  stampRef?: string;
  runbookUrl?: string;
}

/** That an entity of a workload runs in a namespace. */
export interface NamespaceUse extends Holder {
  cluster: string;
  namespace: string;
  entityRef: string;
}

/** What the catalog says about namespaces. */
export interface DeclaredNamespaces {
  uses: NamespaceUse[];
  problems: AnnotationProblem[];
}

/** Namespaces that the entities of a workload say they run in, itself among them. */
export function namespacesOf(entities: WorkloadEntities): DeclaredNamespaces {
  const { workload, workloadRef, stamps, resources, components } = entities;
  const naming = [workload, ...stamps, ...resources, ...components].flatMap(
    entity => {
      const written = writtenOf(entity);
      return written === undefined ? [] : [{ entity, written }];
    },
  );
  const declared: DeclaredNamespaces = { uses: [], problems: [] };
  if (naming.length === 0) return declared;
  const nodes = new Map(
    buildGraph(entities).nodes.map(node => [node.entityRef, node]),
  );
  for (const { entity, written } of naming) {
    const entityRef = stringifyEntityRef(entity);
    const node = nodes.get(entityRef);
    const entries = [...new Set(written.split(',').map(each => each.trim()))];
    const problem = (sentence: string) =>
      declared.problems.push({ entityRef, workloadRef, sentence });
    if (entries.length > MOST_NAMESPACES) {
      problem(
        `${NAMESPACE_ANNOTATION} names ${entries.length} namespaces; only the first ${MOST_NAMESPACES} are looked at`,
      );
    }
    entries.slice(0, MOST_NAMESPACES).forEach((entry, index) => {
      const [cluster, namespace, more] = entry.split('/');
      if (
        more !== undefined ||
        !isClusterName(cluster) ||
        !isNamespaceName(namespace ?? '')
      ) {
        problem(
          `Entry ${
            index + 1
          } of ${NAMESPACE_ANNOTATION} cannot be read; write cluster/namespace, with the cluster as secretExpiry.kubernetes.clusters names it`,
        );
        return;
      }
      declared.uses.push({
        cluster,
        namespace,
        workloadRef,
        entityRef,
        ownerRef: node?.ownerRef,
        stampRef: node?.scope === 'stamp' ? node.stampRef : undefined,
        runbookUrl: node?.runbookUrl,
      });
    });
  }
  return declared;
}

function writtenOf({ metadata }: Entity): string | undefined {
  const { annotations = {} } = metadata;
  const own = annotations[NAMESPACE_ANNOTATION];
  if (own !== undefined) return own;
  const cluster = annotations[BACKSTAGE_CLUSTER];
  const namespace = annotations[BACKSTAGE_NAMESPACE];
  return cluster && namespace ? `${cluster}/${namespace}` : undefined;
}
