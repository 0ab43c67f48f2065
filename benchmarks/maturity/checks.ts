/*
 * The same facts and the same checks for both: 10 sources of 6 facts each, and 141 checks over one to three facts, told to
 * one as a maturity model with rules, to the other as checks for its rules engine.
 */

const SOURCES = 10;
const PILLARS = [
  'reliability',
  'security',
  'cost-optimization',
  'operational-excellence',
  'performance-efficiency',
];
const LEVELS = 5;

/** Number of checks, as many as the Well-Architected Framework has strategies. */
export const CHECKS = 141;

type Value = number | boolean | string;

interface Comparison {
  fact: string;
  operator: 'greaterThan' | 'lessThan' | 'equal';
  value: Value;
}

/** A check: all or any of its comparisons must hold. */
export interface Check {
  id: string;
  any: boolean;
  comparisons: Comparison[];
}

/** Id of a source by its number. */
export function sourceId(source: number): string {
  return `source${source}`;
}

/** Names and types of the facts of a source; no name is used twice. */
export function factTypes(
  source: number,
): Record<string, 'number' | 'boolean' | 'string'> {
  return {
    [`f${source}_share`]: 'number',
    [`f${source}_count`]: 'number',
    [`f${source}_age`]: 'number',
    [`f${source}_enabled`]: 'boolean',
    [`f${source}_reviewed`]: 'boolean',
    [`f${source}_tier`]: 'string',
  };
}

/** Numbers of all sources. */
export const sources = Array.from({ length: SOURCES }, (_, s) => s);

const TIERS = ['gold', 'silver', 'bronze'];

/** Values of one source for one entity; another generation has other values throughout. */
export function factsOf(
  source: number,
  entity: number,
  generation: number,
): Record<string, Value> {
  const mix = (salt: number) =>
    ((entity * 7_919 + source * 104_729 + salt * 1_299_709 + generation * 31) %
      1_009) /
    1_009;
  return {
    [`f${source}_share`]: mix(1),
    [`f${source}_count`]: Math.floor(mix(2) * 100),
    [`f${source}_age`]: Math.floor(mix(3) * 365),
    [`f${source}_enabled`]: mix(4) > 0.3,
    [`f${source}_reviewed`]: mix(5) > 0.5,
    [`f${source}_tier`]: TIERS[Math.floor(mix(6) * TIERS.length)],
  };
}

/** Comparison number `n` of a check: every fact comes up, with several thresholds. */
function comparison(n: number): Comparison & { source: number } {
  const source = n % SOURCES;
  const kind = Math.floor(n / SOURCES) % 6;
  const [fact] = Object.keys(factTypes(source)).slice(kind);
  switch (kind) {
    case 0:
      return { source, fact, operator: 'greaterThan', value: (n % 7) / 10 };
    case 1:
      return { source, fact, operator: 'lessThan', value: 20 + (n % 60) };
    case 2:
      return { source, fact, operator: 'lessThan', value: 90 + (n % 200) };
    case 5:
      return { source, fact, operator: 'equal', value: TIERS[n % 3] };
    default:
      return { source, fact, operator: 'equal', value: true };
  }
}

/** All checks. */
export const checks: Check[] = Array.from({ length: CHECKS }, (_, index) => ({
  id: `check-${index}`,
  any: index % 3 === 1,
  comparisons: Array.from({ length: 1 + (index % 3) }, (_x, part) =>
    comparison(index * 13 + part * 17),
  ),
}));

/** Id of the criterion that is the same check. */
export function criterionId(check: Check): string {
  return `${check.id}.rule`;
}

const CEL = { greaterThan: '>', lessThan: '<', equal: '==' };

function asRule({ any, comparisons }: Check): string {
  return comparisons
    .map(({ fact, operator, value }) => {
      const source = fact.slice(1, fact.indexOf('_'));
      const literal =
        typeof value === 'number' && Number.isInteger(value)
          ? `${value}.0`
          : JSON.stringify(value);
      return `${sourceId(Number(source))}.${fact} ${CEL[operator]} ${literal}`;
    })
    .join(any ? ' || ' : ' && ');
}

/** The checks as a maturity model: five pillars of five levels, one criterion for each strategy. */
export function asModel(): object {
  const placed = checks.map((check, index) => ({
    check,
    pillar: index % PILLARS.length,
    level: 1 + (Math.floor(index / PILLARS.length) % LEVELS),
  }));
  return {
    apiVersion: 'plumbline.io/v1',
    kind: 'MaturityModel',
    metadata: {
      name: 'benchmark',
      title: 'Benchmark',
      version: '1',
      description: 'The checks of the benchmark.',
      source: { title: 'Plumbline', licence: 'Apache-2.0' },
    },
    pillars: PILLARS.map((id, pillar) => ({
      id,
      title: id,
      description: id,
      levels: Array.from({ length: LEVELS }, (_, l) => ({
        level: l + 1,
        name: `Level ${l + 1}`,
        goal: 'As the checks say.',
        strategies: placed
          .filter(place => place.pillar === pillar && place.level === l + 1)
          .map(({ check }) => ({
            id: check.id,
            title: check.id,
            explanation: 'A check of the benchmark.',
            howTo: 'Change the facts.',
            criteria: [
              {
                id: criterionId(check),
                title: check.id,
                rule: asRule(check),
              },
            ],
          })),
      })),
    })),
  };
}

/** The checks as the configuration of Tech Insights' rules engine. */
export function asTechInsightsChecks(): Record<string, object> {
  return Object.fromEntries(
    checks.map(({ id, any, comparisons }) => [
      id,
      {
        type: 'json-rules-engine',
        name: id,
        description: 'A check of the benchmark.',
        factIds: [
          ...new Set(
            comparisons.map(({ fact }) =>
              sourceId(Number(fact.slice(1, fact.indexOf('_')))),
            ),
          ),
        ],
        rule: {
          conditions: {
            [any ? 'any' : 'all']: comparisons.map(
              ({ fact, operator, value }) => ({ fact, operator, value }),
            ),
          },
        },
      },
    ]),
  );
}
