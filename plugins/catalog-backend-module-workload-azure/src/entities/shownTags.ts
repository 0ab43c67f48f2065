import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { Tags } from '../azure/AzureResource';

/** Before the name of a tag in a label. */
const LABEL_PREFIX = 'tag.azure.com/';
/** Notes of Azure's own, which nobody set. */
const HIDDEN = /^hidden-/i;

/**
 * A resource's tags as an entity has them: those that fit as labels, by which
 * the catalog can be filtered, and all as JSON.
 *
 * @param shown - names in lower case; all when absent.
 */
export function shownTags(
  tags: Tags,
  shown: ReadonlySet<string> | undefined,
): { labels: Record<string, string>; json?: string } {
  const entries = Object.entries(tags)
    .filter(
      ([name]) =>
        !HIDDEN.test(name) &&
        (!shown || shown.has(name.toLocaleLowerCase('en-US'))),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return { labels: {} };
  return {
    labels: Object.fromEntries(
      entries
        .map(([name, value]) => [`${LABEL_PREFIX}${name}`, value])
        .filter(
          ([key, value]) =>
            KubernetesValidatorFunctions.isValidLabelKey(key) &&
            KubernetesValidatorFunctions.isValidLabelValue(value),
        ),
    ),
    json: JSON.stringify(Object.fromEntries(entries)),
  };
}
