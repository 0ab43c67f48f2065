import { ObjectiveDefinition } from '../definition';
import { AlertPolicies } from './AlertPolicies';
import { DocumentIndex } from './DocumentIndex';
import { SloResolution } from './SloResolution';
import { ResolveOptions } from './checkObjective';
import { checkDocument } from './checkDocument';
import { DocumentError, OpenSloFile } from './document';
import { orderFindings } from './findings';
import { SloSpec } from './specs';

/** What a set of files declares. */
export interface ResolvedObjectives {
  objectives: ObjectiveDefinition[];
  /** Errors of parsing and of references, and warnings; by file and line. */
  errors: DocumentError[];
}

/**
 * Follows the references between documents of all files and gives every
 * objective of every SLO. An SLO that cannot be evaluated is left out; the
 * others stand. An alert that cannot be followed takes nothing but itself out:
 * an SLO left without any by that has the rules of one that declares none.
 */
export function resolveObjectives(
  files: OpenSloFile[],
  options: ResolveOptions = {},
): ResolvedObjectives {
  const errors = files.flatMap(file => file.errors);
  const documents = new DocumentIndex(
    files.flatMap(file => file.documents),
    errors,
  );
  errors.push(...files.flatMap(file => file.documents).flatMap(checkDocument));
  const policies = new AlertPolicies(documents);
  const objectives: ObjectiveDefinition[] = [];
  for (const slo of documents.of<SloSpec>('SLO')) {
    const resolution = new SloResolution({ slo, documents, policies, options });
    objectives.push(...resolution.resolve());
    errors.push(...resolution.findings);
  }
  errors.push(...policies.findings);
  return {
    objectives,
    errors: orderFindings(errors),
  };
}
