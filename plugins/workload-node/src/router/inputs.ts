import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/** Full ref of the workload in the path of a request: `/workloads/:namespace/:name`. */
export function workloadRefInPath(params: {
  namespace?: string;
  name?: string;
}): string {
  return stringifyEntityRef({
    kind: 'system',
    namespace: params.namespace,
    name: params.name!,
  });
}

/**
 * A full entity ref in lower case.
 *
 * @param place - how the field is named in the error.
 * @throws InputError
 */
export function refOf(ref: string, place: string): string {
  return fullRef(ref, place, 'group:default/shop');
}

/**
 * The same, of a System.
 *
 * @throws InputError
 */
export function workloadRefOf(ref: string, place: string): string {
  const full = fullRef(ref, place, 'system:default/shop');
  if (!full.startsWith('system:')) {
    throw new InputError(`${place}: expected the full ref of a System`);
  }
  return full;
}

/**
 * A time, as ISO 8601 in UTC with milliseconds.
 *
 * @throws InputError
 */
export function timeOf(text: string, place: string): string {
  const time = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(time)) {
    throw new InputError(`${place}: expected an ISO 8601 time`);
  }
  return new Date(time).toISOString();
}

function fullRef(ref: string, place: string, example: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    throw new InputError(`${place}: expected a full ref such as '${example}'`);
  }
}
