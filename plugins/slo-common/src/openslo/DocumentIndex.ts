import { DocumentError, OpenSloDocument, OpenSloKind } from './document';
import { errorAt } from './findings';

/**
 * Documents of all files by kind and name.
 *
 * Files that catalog entities lead to are a scope of their own for each
 * workload: their names need not differ from those of other teams, and they
 * find the configured documents besides their own. Only SLOs are named
 * uniquely among all, since their names are their addresses.
 */
export class DocumentIndex {
  readonly #documents: OpenSloDocument[];
  readonly #byName = new Map<string, OpenSloDocument>();

  constructor(documents: OpenSloDocument[], errors: DocumentError[]) {
    this.#documents = documents.filter(document => {
      const { kind, metadata } = document;
      const key = keyOf(
        kind,
        metadata.name,
        kind === 'SLO' ? undefined : document,
      );
      const other = this.#byName.get(key);
      if (!other) {
        this.#byName.set(key, document);
        return true;
      }
      errors.push(
        errorAt(
          document,
          ['metadata', 'name'],
          metadata.name,
          `a name of its own: ${other.file}:${other.position.line} declares a ${kind} of this name`,
        ),
      );
      return false;
    });
  }

  /** Every document of a kind, in the order of files. */
  of<Spec>(kind: OpenSloKind): OpenSloDocument<Spec>[] {
    return this.#documents.filter(
      document => document.kind === kind,
    ) as OpenSloDocument<Spec>[];
  }

  /** What a name means in a document: of its own workload, else among those of the configuration. */
  find<Spec>(
    kind: OpenSloKind,
    name: string | undefined,
    from: OpenSloDocument,
  ): OpenSloDocument<Spec> | undefined {
    if (name === undefined) return undefined;
    const found =
      this.#byName.get(keyOf(kind, name, from)) ??
      this.#byName.get(keyOf(kind, name));
    return found as OpenSloDocument<Spec> | undefined;
  }
}

function keyOf(kind: OpenSloKind, name: string, scope?: OpenSloDocument) {
  return `${kind} ${name} ${scope?.foundBy?.workloadRef ?? ''}`;
}
