import { Endpoint } from '../endpoint/Endpoint';

/** Hosts and ports that may be looked at. */
export interface AllowedTarget {
  /** A host, `*.example.com` for every name below it, or `*`. In the form of {@link Endpoint.host}. */
  host: string;
  ports: number[];
}

/** Which endpoints may be looked at, whatever the catalog says. */
export class AllowList {
  readonly #targets: AllowedTarget[];

  constructor(targets: AllowedTarget[]) {
    this.#targets = targets;
  }

  allows({ host, port }: Endpoint): boolean {
    return this.#targets.some(
      target => target.ports.includes(port) && matches(target.host, host),
    );
  }
}

function matches(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1
    : host === pattern;
}
