import { HealthState, MapNode } from '@plumbline/plugin-workload-common';

/** Which parts the reader looks for. Lists are alternatives; fields narrow each other. */
export interface MapFilter {
  /** Words that must all be in name, type, place, owner or reason. */
  search?: string;
  state?: HealthState[];
  /** Types, or kinds of what has none. */
  type?: string[];
}

/** What a part is called when it is counted or filtered by type. */
export function typeOf({ type, kind }: MapNode): string {
  return kind === 'UserFlow' ? kind : type ?? kind;
}

/** Whether the reader looks for anything. */
export function isFiltered({ search, state, type }: MapFilter): boolean {
  return Boolean(search?.trim() || state || type);
}

/** Refs of the parts that a filter lets through. */
export function matching(nodes: MapNode[], filter: MapFilter): Set<string> {
  const words = fold(filter.search ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const fits = (node: MapNode) =>
    (!filter.state || filter.state.includes(node.state)) &&
    (!filter.type || filter.type.includes(typeOf(node))) &&
    (words.length === 0 || hasAll(textOf(node), words));
  return new Set(nodes.filter(fits).map(({ entityRef }) => entityRef));
}

function hasAll(text: string, words: string[]): boolean {
  return words.every(word => text.includes(word));
}

function textOf(node: MapNode): string {
  const { title, entityRef, kind, type, region, environment } = node;
  return fold(
    [
      title,
      entityRef,
      kind,
      type,
      region,
      environment,
      node.lifecycle,
      node.ownerRef,
      node.cause?.reason,
    ].join(' '),
  );
}

function fold(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
