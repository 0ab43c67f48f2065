import { Indicator, queryText, seriesOf } from './definition';

/** What an SLO can be about, in the words of the SRE books' menu of indicators. */
export const SLO_SUBJECTS = [
  'availability',
  'latency',
  'freshness',
  'correctness',
  'coverage',
  'throughput',
  'durability',
] as const;

/** One of {@link SLO_SUBJECTS}. */
export type SloSubject = (typeof SLO_SUBJECTS)[number];

/** Words in names that tell the subject, first match first. */
const NAMED: [SloSubject, RegExp][] = [
  ['freshness', /\b(freshness|fresh|staleness|lag|age)\b/],
  ['correctness', /\b(correctness|correct|accuracy|accurate|quality)\b/],
  ['coverage', /\b(coverage|completeness)\b/],
  ['throughput', /\b(throughput|rate of work|backlog)\b/],
  ['durability', /\b(durability|durable)\b/],
  [
    'latency',
    /\b(latency|latencies|durations?|(response|load|processing|answer) times?|speed|p(50|90|95|99))\b/,
  ],
  [
    'availability',
    /\b(availability|available|uptime|success(es)?|errors?|failures?|reachable|probes?)\b/,
  ],
];

/** A query for the requests that took no longer than a bucket of a histogram, or for their duration. */
const LATENCY_QUERY = /_bucket\s*\{[^}]*\ble\s*=|histogram_quantile\s*\(/;

/**
 * What an SLO is about, as its names tell: of the SLO, then of its indicator.
 * Where they do not, a ratio of events is about availability unless its query
 * counts by duration; a threshold of something else is about nothing known.
 *
 * @param names - of the SLO and its indicator, the most telling first.
 */
export function subjectOf(
  names: (string | undefined)[],
  indicator: Indicator,
): SloSubject | undefined {
  for (const name of names) {
    const words = (name ?? '')
      .toLocaleLowerCase('en-US')
      .replace(/[^a-z0-9]+/g, ' ');
    const named = NAMED.find(([, pattern]) => pattern.test(words));
    if (named) return named[0];
  }
  const byDuration = seriesOf(indicator).some(({ source }) =>
    LATENCY_QUERY.test(queryText(source)),
  );
  if (byDuration) return 'latency';
  return indicator.kind === 'ratio' ? 'availability' : undefined;
}
