import { ObjectiveDefinition } from '../definition';
import {
  DocumentError,
  OpenSloDocument,
  OpenSloFile,
  OpenSloKind,
} from './document';
import { SloSpec } from './schema';
import { DocumentIndex, SloResolution, errorAt } from './SloResolution';

/** What a set of files declares. */
export interface ResolvedObjectives {
  objectives: ObjectiveDefinition[];
  /** Errors of parsing and of references. */
  errors: DocumentError[];
}

/**
 * Follows the references between documents of all files and gives every
 * objective of every SLO. An SLO with an error is left out; the others stand.
 */
export function resolveObjectives(files: OpenSloFile[]): ResolvedObjectives {
  const errors = files.flatMap(file => file.errors);
  const documents = indexDocuments(files, errors);
  const objectives: ObjectiveDefinition[] = [];
  for (const document of documents.of('SLO')) {
    const resolution = new SloResolution(
      document as OpenSloDocument<SloSpec>,
      documents,
    );
    const resolved = resolution.resolve();
    if (resolution.errors.length > 0) errors.push(...resolution.errors);
    else objectives.push(...resolved);
  }
  return { objectives, errors };
}

function indexDocuments(
  files: OpenSloFile[],
  errors: DocumentError[],
): DocumentIndex {
  const byKind = new Map<OpenSloKind, Map<string, OpenSloDocument>>();
  for (const document of files.flatMap(file => file.documents)) {
    const { kind, metadata } = document;
    const byName = byKind.get(kind) ?? new Map<string, OpenSloDocument>();
    byKind.set(kind, byName);
    const other = byName.get(metadata.name);
    if (other) {
      errors.push(
        errorAt(
          document,
          ['metadata', 'name'],
          metadata.name,
          `a name of its own: ${other.file}:${other.position.line} declares a ${kind} of this name`,
        ),
      );
    } else {
      byName.set(metadata.name, document);
    }
  }
  return {
    of: kind => byKind.get(kind)?.values() ?? [],
    find: (kind, name) => byKind.get(kind)?.get(name),
  };
}
