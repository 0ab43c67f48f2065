import {
  KubernetesValidatorFunctions,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/**
 * The full ref that a word of a tag means: the word itself where it is a ref,
 * else the name that it gives in lower case with hyphens, so that `IE Bank` is
 * `system:default/ie-bank`. Nothing for what names nobody in the catalog, such
 * as an address.
 */
export function refFrom(
  word: string,
  defaultKind: string,
  defaultNamespace: string,
): string | undefined {
  try {
    const ref = parseEntityRef(word, { defaultKind, defaultNamespace });
    if (
      KubernetesValidatorFunctions.isValidObjectName(ref.name) &&
      KubernetesValidatorFunctions.isValidNamespace(ref.namespace) &&
      KubernetesValidatorFunctions.isValidKind(ref.kind)
    ) {
      return stringifyEntityRef(ref);
    }
  } catch {
    // Then it is a title, if anything.
  }
  if (/[@:/]/.test(word)) return undefined;
  const name = slug(word);
  return KubernetesValidatorFunctions.isValidObjectName(name)
    ? stringifyEntityRef({
        kind: defaultKind,
        namespace: defaultNamespace,
        name,
      })
    : undefined;
}

/** A word in lower case with hyphens for all that is no letter or digit. */
export function slug(word: string): string {
  return word
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
