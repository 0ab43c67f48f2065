const CONTROL = /^\$\{\{\s*(if|else|elseif|each|insert)\b.*\}\}$/;

/**
 * A pipeline as if every branch of its template expressions (`${{ if … }}`,
 * `${{ each … }}`) were taken, because the schema knows none of them.
 */
export function inlineTemplateExpressions(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap(inlineItem);
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const inlined = inlineTemplateExpressions(inner);
    if (CONTROL.test(key)) Object.assign(result, inlined);
    else result[key] = inlined;
  }
  return result;
}

function inlineItem(item: unknown): unknown[] {
  if (typeof item === 'object' && item !== null && !Array.isArray(item)) {
    const keys = Object.keys(item);
    if (keys.length === 1 && CONTROL.test(keys[0])) {
      const inner = inlineTemplateExpressions(
        (item as Record<string, unknown>)[keys[0]],
      );
      return Array.isArray(inner) ? inner : [inner];
    }
  }
  return [inlineTemplateExpressions(item)];
}
