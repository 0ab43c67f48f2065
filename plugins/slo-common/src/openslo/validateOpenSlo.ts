import { compositesOf } from '../composite';
import { ObjectiveDefinition } from '../definition';
import { checkSla } from '../slaConsistency';
import { windowSeconds } from '../window';
import { ResolveOptions } from './checkObjective';
import { DocumentError, OpenSloDocument, OpenSloFile } from './document';
import { orderFindings, remarkAt } from './findings';
import { resolveObjectives } from './resolveObjectives';
import { SLA_TARGET_ANNOTATION } from './annotations';

/**
 * Everything that is to be said about a set of files before they are put in
 * force: what {@link resolveObjectives} finds, and SLOs that are looser than
 * their SLA (an error) or equal to it (a warning), by file and line.
 */
export function validateOpenSlo(
  files: OpenSloFile[],
  options: ResolveOptions = {},
): { objectives: ObjectiveDefinition[]; findings: DocumentError[] } {
  const { objectives, errors } = resolveObjectives(files, options);
  const slos = new Map(
    files
      .flatMap(file => file.documents)
      .filter(({ kind }) => kind === 'SLO')
      .map(document => [placeOf(document.file, document.position), document]),
  );
  // A composite keeps its SLA as a whole.
  const promised = [
    ...objectives.filter(({ weight }) => weight === undefined),
    ...compositesOf(objectives).map(({ definition }) => definition),
  ];
  const agreements = promised.flatMap(({ target, sla, window, declaredIn }) => {
    const finding = checkSla(target, sla, windowSeconds(window));
    const slo = slos.get(placeOf(declaredIn.file, declaredIn));
    if (!finding || !slo) return [];
    return remarkAt(
      slo as OpenSloDocument,
      ['metadata', 'annotations', SLA_TARGET_ANNOTATION],
      {
        severity: finding.severity,
        message: finding.explanation,
        expected: 'an SLA looser than the SLO',
      },
    );
  });
  return { objectives, findings: orderFindings([...errors, ...agreements]) };
}

function placeOf(file: string, { line }: { line: number }): string {
  return `${file}:${line}`;
}

/** A finding as compilers print it: `file:line:column: severity: message`. */
export function findingText(finding: DocumentError): string {
  const { file, line, column, severity, message } = finding;
  return `${file}:${line}:${column}: ${severity}: ${message}`;
}
