import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

const DAY_MS = 86_400_000;

/** Full ref of the workload in the path of a request. */
export function workloadInPath(params: {
  namespace?: string;
  name?: string;
}): string {
  return stringifyEntityRef({
    kind: 'System',
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
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch {
    throw new InputError(
      `${place}: expected a full ref such as 'group:default/shop'`,
    );
  }
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

/** First UTC day of as many days that end today. */
export function firstDay(days: number): string {
  const first = new Date(Date.now() - (days - 1) * DAY_MS);
  return first.toISOString().slice(0, 10);
}
