import { Document, ParsedNode, isMap, isNode, isScalar } from 'yaml';

/** Keys and indexes that lead to a field of a document. */
export type YamlPath = (string | number)[];

/** What stands at a path of something that was read; `undefined` where nothing does. */
export function valueAt(input: unknown, path: YamlPath): unknown {
  return path.reduce<any>((value, key) => value?.[key], input);
}

/** A path as people write it, such as `credentials[2].expires`. */
export function fieldOf(path: YamlPath): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

/** Offset where a field begins; where the nearest thing around it begins when it is absent. */
export function offsetOf(document: Document.Parsed, path: YamlPath): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range[0] ?? 0;
}

/** Offset where a key of the map at a path begins; that of the map when it has no such key. */
export function keyOffsetOf(
  document: Document.Parsed,
  path: YamlPath,
  key: string,
): number {
  const map =
    path.length === 0 ? document.contents : document.getIn(path, true);
  if (isMap(map)) {
    const pair = map.items.find(
      item => isScalar(item.key) && String(item.key.value) === key,
    );
    const range = (pair?.key as ParsedNode | undefined)?.range;
    if (range) return range[0];
  }
  return offsetOf(document, path);
}
