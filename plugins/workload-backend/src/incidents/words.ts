import { parseEntityRef } from '@backstage/catalog-model';
import {
  HealthCause,
  HealthState,
  WorkloadGraph,
} from '@plumbline/plugin-workload-common';

const LONGEST_TITLE = 300;
const MINUTE_MS = 60_000;

/** Titles of a workload's parts; the ref of what it does not have. */
export class Titles {
  readonly #byRef: Map<string, string>;

  constructor(graph: Pick<WorkloadGraph, 'nodes'>) {
    this.#byRef = new Map(
      graph.nodes.map(({ entityRef, title }) => [entityRef, title]),
    );
  }

  of(ref: string): string {
    return this.#byRef.get(ref) ?? ref;
  }

  /** Of all parts on the ways of some causes, by ref. */
  along(causes: readonly HealthCause[]): Record<string, string> {
    const refs = new Set(
      causes.flatMap(({ path, entityRef }) => [...path, entityRef]),
    );
    return Object.fromEntries([...refs].map(ref => [ref, this.of(ref)]));
  }
}

/**
 * What is ill and why: `IE Bank is unhealthy because of PostgreSQL: 98 of 100 connections`.
 *
 * @param state - absent when the part is gone.
 */
export function illnessWords(
  title: string,
  state: HealthState | undefined,
  cause: { title: string; reason: string } | undefined,
): string {
  const what = `${title} is ${state ?? 'ill'}`;
  if (!cause) return what;
  const why = sentence(cause.reason);
  const words =
    cause.title === title
      ? `${what}: ${why}`
      : `${what} because of ${cause.title}: ${why}`;
  return words.length <= LONGEST_TITLE
    ? words
    : `${words.slice(0, LONGEST_TITLE - 1)}…`;
}

/** Words without the full stop at their end. */
export function sentence(words: string): string {
  return words.trim().replace(/\.$/, '');
}

/** `IE Bank → Transfer money → PostgreSQL`. */
export function pathWords(
  { path }: HealthCause,
  titles: Record<string, string>,
): string {
  return path.map(ref => titles[ref] ?? ref).join(' → ');
}

/** `45 min`, `3 h 5 min`, `2 d 1 h`; `less than a minute`. */
export function durationWords(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return 'less than a minute';
  const [days, hours, rest] = [
    Math.floor(minutes / 1_440),
    Math.floor(minutes / 60) % 24,
    minutes % 60,
  ];
  const parts = [
    [days, 'd'],
    [hours, 'h'],
    [rest, 'min'],
  ]
    .filter(([count]) => count !== 0)
    .slice(0, 2);
  return parts.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** A person or group as people call them; anything else as it is written. */
export function nameOf(contact: string): string {
  const ref = refOfContact(contact);
  return ref ? parseEntityRef(ref).name : contact;
}

/** Full ref of a contact that is a user or group of the catalog; `undefined` of any other. */
export function refOfContact(contact: string): string | undefined {
  const match = /^(user|group):(?:([\w.-]+)\/)?([\w.-]+)$/i.exec(
    contact.trim(),
  );
  if (!match) return undefined;
  const [, kind, namespace = 'default', name] = match;
  return `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
}
