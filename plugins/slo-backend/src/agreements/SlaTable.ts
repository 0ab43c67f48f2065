import { DependencySla } from '@plumbline/plugin-slo-common';

/** A type of resources that is never on the path that users wait for. */
export interface OffPathType {
  resourceType: string;
  /** One sentence. */
  reason: string;
}

/** What providers promise, by type of resource and tier. */
export class SlaTable {
  readonly #slas = new Map<string, DependencySla>();
  readonly #offPath = new Map<string, string>();

  /** Of rows for the same type and tier the last counts, so that a later file corrects an earlier one. */
  constructor(slas: DependencySla[] = [], offPath: OffPathType[] = []) {
    for (const sla of slas) {
      this.#slas.set(keyOf(sla.resourceType, sla.tier), sla);
    }
    for (const { resourceType, reason } of offPath) {
      this.#offPath.set(resourceType, reason);
    }
  }

  /** The promise for a type in a tier; where the table knows no such tier, the one that is assumed when none is said. */
  find(resourceType: string, tier?: string): DependencySla | undefined {
    return (
      this.#slas.get(keyOf(resourceType, tier)) ??
      this.#slas.get(keyOf(resourceType))
    );
  }

  /** Why resources of this type are not on the path; `undefined` when they may be. */
  offPathReason(resourceType: string): string | undefined {
    return this.#offPath.get(resourceType);
  }
}

function keyOf(resourceType: string, tier?: string): string {
  return `${resourceType}\n${tier ?? ''}`;
}
