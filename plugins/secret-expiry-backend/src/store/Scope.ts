/**
 * What of all credentials somebody may read: everything, or what some owners
 * own: their workloads', and those they are to renew. Every query of a list
 * takes one, so that no route can forget it.
 */
export type Scope =
  | 'all'
  | {
      /** Full refs of the caller and their groups. */
      ownerRefs: string[];
    };
