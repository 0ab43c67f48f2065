/*
 * Maturity beside Tech Insights (`@backstage-community/plugin-tech-insights-backend`), in one back end, on SQLite, over
 * HTTP, as a signed-in user with permissions on, with the same facts and checks; every verdict of both is compared.
 *
 * - evaluate-1000x141: all facts of 1,000 workloads are new in the tables of both; until the client has the 141,000
 *   verdicts, parsed. Theirs evaluates and answers; ours evaluates, stores what changed of results, levels, their history and the
 *   workloads' summaries, and answers with what is stored.
 * - evaluate-10000x141: ours with ten times as many; the ratio is to ten times our own 1,000 (1 is linear)
 * - portfolio-p95-ms: a page of 50 of 10,000 workloads with any filter and order, as the client sees it
 * - fact-to-result-p95-ms: one fact of one workload changes; until its results are stored
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Check,
  checks,
  criterionId,
  factsOf,
  sourceId,
} from './maturity/checks';
import {
  BenchBackend,
  Cost,
  TheirResults,
  costOf,
  ourVerdicts,
  startBothPlugins,
  theirVerdicts,
} from './maturity/backend';
import { STATE_LETTERS, VerdictPage } from '@plumbline/plugin-maturity-common';
import { percentile, printFigure, round, timed } from './figure';

const WORKLOADS = Number(process.env.BENCH_WORKLOADS ?? 10_000);
const ENTITIES = Number(process.env.BENCH_ENTITIES ?? 1_000);
/** Of theirs. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/** A round of ours is a hundredth as long: in as few, V8 would be compiling in most of them, and chance would decide. */
const OUR_ROUNDS = 8 * ROUNDS;
/** The sums that the review shows are counted some seconds after a round; not within the next. */
const UNTIL_COUNTED_MS = 12_000;
const READS = 400;
const CHANGES = 200;

async function main() {
  const bench = await startBothPlugins(WORKLOADS);
  try {
    await compare(bench);
    if (process.env.BENCH_ONLY) return;
    await scale(bench);
    await portfolio(bench);
    await factToResult(bench);
  } finally {
    await bench.stop();
  }
}

let oursAtThousand = 0;

/** All rounds of one side, then all of the other, each round with other facts; all verdicts of theirs are compared. */
async function compare(bench: BenchBackend) {
  const refs = bench.refs.slice(0, ENTITIES);
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  const pagesOf: VerdictPage[][] = [];
  collectGarbage();
  for (let generation = 1; generation <= OUR_ROUNDS; generation++) {
    await bench.storeOurs(generation, ENTITIES);
    const cost = await costOf(bench, 'maturity', async () => {
      pagesOf[generation] = await ourVerdicts(bench, refs);
    });
    ours.push(cost);
  }
  collectGarbage();
  for (let generation = 1; generation <= ROUNDS; generation++) {
    await bench.insertTheirs(generation, ENTITIES);
    let answers: TheirResults[] = [];
    const cost = await costOf(bench, 'tech-insights', async () => {
      answers = await theirVerdicts(bench, refs);
    });
    theirs.push(cost);
    assertSameVerdicts(refs, pagesOf[generation], answers);
  }
  const figure = `evaluate-${ENTITIES}x${checks.length}`;
  oursAtThousand = median(ours.map(({ ms }) => ms));
  const units = {
    ms: 'ms',
    cpuMs: 'ms of processor',
    queries: 'queries',
    bytes: 'bytes',
  };
  for (const [key, unit] of Object.entries(units)) {
    const of = (costs: Cost[]) =>
      median(costs.map(cost => cost[key as keyof Cost]));
    printFigure({
      bench: 'maturity',
      figure: key === 'ms' ? figure : `${figure}-${key.replace('Ms', '')}`,
      ours: round(of(ours)),
      theirs: round(of(theirs)),
      unit,
      ratio: round(of(theirs) / of(ours)),
      n: ROUNDS,
    });
  }
}

/** Ids of the criteria that are met, by workload. */
function metInOurs(pages: VerdictPage[]): Map<string, Set<string>> {
  return new Map(
    pages.flatMap(({ criteria, items }) =>
      items.map(({ workloadRef, states }) => [
        workloadRef,
        new Set(criteria.filter((_, i) => states[i] === STATE_LETTERS.met)),
      ]),
    ),
  );
}

/** Ids of the checks that pass, by entity. */
function metInTheirs(answers: TheirResults[]): Map<string, Set<string>> {
  return new Map(
    answers.map(({ entity, results }) => [
      entity,
      new Set(
        results.filter(({ result }) => result).map(({ check }) => check.id),
      ),
    ]),
  );
}

function assertSameVerdicts(
  refs: string[],
  pages: VerdictPage[],
  answers: TheirResults[],
) {
  const given = answers.reduce((sum, { results }) => sum + results.length, 0);
  if (given !== refs.length * checks.length) {
    throw new Error(`Theirs gave ${given} results`);
  }
  const ours = metInOurs(pages);
  const theirs = metInTheirs(answers);
  const differs = (ref: string, check: Check) =>
    ours.get(ref)!.has(criterionId(check)) !== theirs.get(ref)!.has(check.id);
  for (const ref of refs) {
    const wrong = checks.find(check => differs(ref, check));
    if (wrong) throw new Error(`${wrong.id} of ${ref} is not the same`);
  }
}

/** Ten times as many. As above, the first round also stores that levels are known for the first time. */
async function scale(bench: BenchBackend) {
  const costs: Cost[] = [];
  for (let generation = 1; generation <= ROUNDS; generation++) {
    await bench.storeOurs(OUR_ROUNDS + generation, WORKLOADS);
    await sleep(UNTIL_COUNTED_MS);
    costs.push(
      await costOf(bench, 'maturity', () => ourVerdicts(bench, bench.refs)),
    );
  }
  const ms = median(costs.map(cost => cost.ms));
  const times = WORKLOADS / ENTITIES;
  printFigure({
    bench: 'maturity',
    figure: `evaluate-${WORKLOADS}x${checks.length}`,
    ours: round(ms),
    theirs: null,
    unit: `ms; ratio: ${times} times our ${ENTITIES} to this, 1 is linear`,
    ratio: round((oursAtThousand * times) / ms),
    n: ROUNDS,
  });
  collectGarbage();
  const { rss, heapUsed } = process.memoryUsage();
  for (const [name, bytes] of Object.entries({ rss, heap: heapUsed })) {
    printFigure({
      bench: 'maturity',
      figure: `memory-${name}`,
      ours: round(bytes / 1e6),
      theirs: null,
      unit: `MB, of the whole process with ${WORKLOADS} workloads`,
      ratio: null,
      n: 1,
    });
  }
}

async function portfolio(bench: BenchBackend) {
  const orders = [
    'level',
    'possible',
    'blockers',
    'title',
    'owner',
    'domain',
    'lifecycle',
    'changed',
    'pillar:reliability',
    'pillar:security',
  ];
  const filters = [
    '',
    '&text=workload+1',
    '&owner=group:default/team-7',
    '&domain=domain:default/domain-3&lifecycle=production',
    '&level=0&level=1',
    '&state=not-met&pillar=security',
    `&strategy=${checks[3].id}`,
    '&level=1&pillar=cost-optimization&state=not-met&text=work',
  ];
  const reads: number[] = [];
  const queries = bench.queries.maturity;
  for (let i = 0; i < READS; i++) {
    const order = encodeURIComponent(orders[i % orders.length]);
    const filter = filters[Math.floor(i / orders.length) % filters.length];
    const offset = filter === '' ? (i * 50) % (WORKLOADS - 50) : 0;
    const direction = i % 2 ? 'asc' : 'desc';
    reads.push(
      await timed(() =>
        bench.call(
          'maturity',
          `/portfolio?limit=50&offset=${offset}&sort=${order}&direction=${direction}${filter}`,
        ),
      ),
    );
  }
  printFigure({
    bench: 'maturity',
    figure: 'portfolio-p95-ms',
    ours: round(percentile(reads, 0.95)),
    theirs: null,
    unit: 'ms, network and permissions included',
    ratio: null,
    n: READS,
  });
  printFigure({
    bench: 'maturity',
    figure: 'portfolio-queries',
    ours: round((bench.queries.maturity - queries) / READS),
    theirs: null,
    unit: 'queries for each list, tasks of the background included',
    ratio: null,
    n: READS,
  });
}

async function factToResult(bench: BenchBackend) {
  const times: number[] = [];
  const source = 3;
  for (let i = 0; i < CHANGES; i++) {
    const entity = (i * 211) % WORKLOADS;
    const [name] = Object.keys(factsOf(source, entity, 0));
    const facts = { [name]: i / CHANGES };
    times.push(
      await timed(() =>
        bench.call('maturity', '/facts', {
          source: sourceId(source),
          items: [
            {
              workloadRef: bench.refs[entity],
              observedAt: new Date().toISOString(),
              facts,
            },
          ],
        }),
      ),
    );
  }
  printFigure({
    bench: 'maturity',
    figure: 'fact-to-result-p95-ms',
    ours: round(percentile(times, 0.95)),
    theirs: null,
    unit: 'ms, network and permissions included',
    ratio: null,
    n: CHANGES,
  });
}

/** Where node lets it: `--expose-gc`. */
function collectGarbage() {
  (globalThis as { gc?: () => void }).gc?.();
}

function median(values: number[]): number {
  return percentile(values, 0.5);
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n${error.cause ?? ''}\n`);
    process.exit(1);
  },
);
