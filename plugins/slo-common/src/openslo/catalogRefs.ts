import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** Full ref of a workload as an annotation writes it; `undefined` where it names none. */
export function workloadRefFrom(written: string): string | undefined {
  return refFrom(written, 'system');
}

/** Full ref of an entity as an annotation writes it; `undefined` where it names none or no kind. */
export function entityRefFrom(written: string): string | undefined {
  return written.includes(':') ? refFrom(written) : undefined;
}

function refFrom(written: string, defaultKind?: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(written, { defaultKind, defaultNamespace: 'default' }),
    );
  } catch {
    return undefined;
  }
}
