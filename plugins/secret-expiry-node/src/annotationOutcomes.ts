import { SourceItem } from './CredentialSource';

/** Something in an entity's annotation that cannot be used. */
export interface AnnotationProblem {
  /** Full refs. */
  entityRef: string;
  workloadRef: string;
  /** A whole sentence that says what is wrong and what helps. */
  sentence: string;
}

/**
 * One place for each entity with an annotation that cannot be read in full.
 *
 * @param what - what the annotation names, such as `TLS endpoints`.
 */
export function* annotationOutcomes(
  problems: AnnotationProblem[],
  what: string,
): Generator<SourceItem> {
  const byEntity = new Map<string, AnnotationProblem[]>();
  for (const problem of problems) {
    const own = byEntity.get(problem.entityRef) ?? [];
    byEntity.set(problem.entityRef, [...own, problem]);
  }
  for (const [entityRef, own] of byEntity) {
    yield {
      type: 'outcome',
      place: `annotations of ${entityRef}`,
      title: `${what} of ${entityRef}`,
      outcome: 'partly',
      workloadRefs: [...new Set(own.map(({ workloadRef }) => workloadRef))],
      problems: own.map(({ sentence }) => ({ sentence })),
    };
  }
}
