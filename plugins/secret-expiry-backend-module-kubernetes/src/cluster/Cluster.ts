/** A cluster that the configuration names. */
export interface Cluster {
  /** As annotations name it. */
  name: string;
  /** Of its API server: https, without a slash at its end. */
  url: string;
  /** PEM of whom it is trusted by; the system's authorities when absent. */
  ca?: string;
  /** Namespaces that may be looked at, or `all`. */
  namespaces: readonly string[] | 'all';
}

/** Gives the portal's token for a cluster; asked before every call, since tokens are renewed. */
export type TokenOf = (signal: AbortSignal) => Promise<string>;

/** Whether a namespace of a cluster may be looked at. */
export function mayLookAt(cluster: Cluster, namespace: string): boolean {
  return cluster.namespaces === 'all' || cluster.namespaces.includes(namespace);
}
