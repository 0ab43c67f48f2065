import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ClusterFailure } from '../cluster/ClusterFailure';
import { isNamespaceName } from '../catalog/NamespaceUse';

/**
 * On an object: whose it is, before what the catalog says about its namespace.
 * As a label the name of a workload in the catalog's namespace `default`, as an
 * annotation, which may hold more, any ref.
 */
export const WORKLOAD_KEY = 'plumbline.io/workload';

const ENTITY_NAME = /^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/i;

/** What of an object's labels is kept. */
export const LABELS = { fields: { [WORKLOAD_KEY]: 'text' } } as const;

/** Where an object is, and whose it says it is. */
export interface ObjectPlace {
  namespace: string;
  name: string;
  workloadRef?: string;
  /** What is wrong with what it says, if anything is. */
  problem?: string;
}

/**
 * Reads where an object is from its metadata.
 *
 * @throws ClusterFailure `shape` when it does not say so.
 */
export function placeOf(
  metadata:
    | {
        namespace?: string;
        name?: string;
        labels?: { [name: string]: string | undefined };
        annotations?: { [name: string]: string | undefined };
      }
    | undefined,
): ObjectPlace {
  const { namespace = '', name, labels, annotations } = metadata ?? {};
  if (!isNamespaceName(namespace) || !name) throw new ClusterFailure('shape');
  const written = annotations?.[WORKLOAD_KEY] ?? labels?.[WORKLOAD_KEY];
  if (written === undefined) return { namespace, name };
  const workloadRef = workloadRefOf(written);
  return workloadRef !== undefined
    ? { namespace, name, workloadRef }
    : {
        namespace,
        name,
        problem: `${WORKLOAD_KEY} of ${name} is no name and no ref of a workload`,
      };
}

function workloadRefOf(written: string): string | undefined {
  try {
    const ref = parseEntityRef(written.trim(), {
      defaultKind: 'system',
      defaultNamespace: DEFAULT_NAMESPACE,
    });
    const isOne =
      ref.kind.toLowerCase() === 'system' &&
      ENTITY_NAME.test(ref.name) &&
      ENTITY_NAME.test(ref.namespace);
    return isOne ? stringifyEntityRef(ref) : undefined;
  } catch {
    return undefined;
  }
}

/** A time as this family writes it; `undefined` where it is none. */
export function timeOf(written: string | undefined): string | undefined {
  const time = Date.parse(written ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** The path of a list, in one namespace or in all. */
export function listPath(
  api: string,
  namespace: string | undefined,
  resource: string,
): string {
  return namespace === undefined
    ? `${api}/${resource}`
    : `${api}/namespaces/${namespace}/${resource}`;
}
