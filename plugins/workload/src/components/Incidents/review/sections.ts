import { IncidentReview } from '@plumbline/plugin-workload-common';

/** The texts of a review, in the order in which they are read. */
export const SECTIONS = [
  'summary',
  'impact',
  'rootCause',
  'detection',
  'response',
  'lessons',
] as const satisfies (keyof IncidentReview)[];

/** One of {@link SECTIONS}. */
export type Section = (typeof SECTIONS)[number];
