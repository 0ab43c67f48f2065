/** Parts of the editor of a health model, in order. */
export const MODEL_SECTIONS = [
  'parts',
  'flows',
  'signals',
  'mapping',
  'stamps',
  'objective',
  'escalation',
  'alerts',
  'maintenance',
  'yaml',
] as const;

/** One of {@link MODEL_SECTIONS}. */
export type ModelSection = (typeof MODEL_SECTIONS)[number];

/**
 * The query with which the health tab opens the editor of the model.
 *
 * @param of - full ref of a part, or `flow:<id>`, to open at once.
 */
export function modelAddress(section: ModelSection, of?: string): string {
  const query = new URLSearchParams({ view: 'model', section });
  if (of) query.set('of', of);
  return `?${query}`;
}
