import { durationInWords, durationSeconds, parseDuration } from '../duration';
import { isPlumblineAnnotation, knownAnnotations } from './annotations';
import { DocumentError, FieldPath, OpenSloDocument } from './document';
import { errorAt, remarkAt } from './findings';
import { SloSpec } from './specs';

const HOUR_SECONDS = 3_600;

/** Warnings about one well-formed document by itself: what it says has no effect. */
export function checkDocument(document: OpenSloDocument): DocumentError[] {
  const { kind, metadata } = document;
  const findings: DocumentError[] = [];
  if (metadata.name !== metadata.name.toLocaleLowerCase('en-US')) {
    findings.push(
      errorAt(
        document,
        ['metadata', 'name'],
        metadata.name,
        'lower-case letters, digits and hyphens, as OpenSLO asks for',
        'warning',
      ),
    );
  }
  const known = knownAnnotations(kind);
  for (const annotation of Object.keys(metadata.annotations)) {
    if (!isPlumblineAnnotation(annotation) || known.includes(annotation)) {
      continue;
    }
    findings.push(
      remarkAt(document, ['metadata', 'annotations', annotation], {
        severity: 'warning',
        message: `means nothing on documents of kind ${kind}`,
        expected: known.join(' or '),
      }),
    );
  }
  if (kind === 'SLO') {
    findings.push(...checkSlo(document as OpenSloDocument<SloSpec>));
  }
  return findings;
}

function checkSlo(slo: OpenSloDocument<SloSpec>): DocumentError[] {
  const { spec } = slo;
  const findings: DocumentError[] = [];
  const warn = (path: FieldPath, message: string, expected: string) =>
    findings.push(
      remarkAt(slo, path, { severity: 'warning', message, expected }),
    );
  if (!spec.timeWindow) {
    warn(
      ['spec'],
      'timeWindow is missing, a rolling window of 28d is taken',
      'a list with exactly one window',
    );
  }
  const duration = spec.timeWindow?.[0].duration ?? '';
  const parsed = parseDuration(duration);
  if (parsed && durationSeconds(parsed) < HOUR_SECONDS) {
    const months =
      slo.version === 'openslo/v1'
        ? `M months: perhaps ${parsed.amount}M`
        : 'months there are none in v2alpha';
    warn(
      ['spec', 'timeWindow', 0, 'duration'],
      `a window of ${durationInWords(duration)} (m is minutes, ${months})`,
      'a window of at least 1h',
    );
  }
  const composite = spec.objectives.some(
    ({ indicator, indicatorRef }) => indicator ?? indicatorRef,
  );
  spec.objectives.forEach((objective, index) => {
    const at = (field: string) => ['spec', 'objectives', index, field];
    const sliced = spec.budgetingMethod !== 'Occurrences';
    if (objective.timeSliceTarget !== undefined && !sliced) {
      warn(
        at('timeSliceTarget'),
        'has no effect with Occurrences',
        'no timeSliceTarget',
      );
    }
    if (objective.timeSliceWindow !== undefined && !sliced) {
      warn(
        at('timeSliceWindow'),
        'has no effect with Occurrences; the annotation plumbline.io/slice tells the length of slices',
        'no timeSliceWindow',
      );
    }
    if (
      objective.compositeWeight !== undefined &&
      (!composite || spec.objectives.length === 1)
    ) {
      warn(
        at('compositeWeight'),
        'has no effect: only an SLO of several objectives with indicators of their own is a composite',
        'no compositeWeight',
      );
    }
  });
  return findings;
}
