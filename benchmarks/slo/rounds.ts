import { PackedSlice, sumSlices } from '@plumbline/plugin-slo-common';
import { SeriesRound } from '../../plugins/slo-backend/src/store/RollupStore';
import { DayHours } from '../../plugins/slo-backend/src/store/packedHours';
import { percentile, printFigure, round, timed } from '../figure';
import { RoundFixture, setUpRounds, sliceOf } from './roundFixture';

const SLOS = Number(process.env.BENCH_SLOS ?? 5_000);
const FEWER = SLOS / 10;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const STORED = Number(process.env.BENCH_STORED_SLOS ?? 20);

const HOUR = 3_600;
const DAY = 86_400;
const NOW = Date.UTC(2026, 10, 21, 15, 20) / 1_000;
const HISTORY_DAYS = 60;
const SLICE_DAYS = 8;
const STORAGE_DAYS = 90;
/** Kinds of history; more would say nothing else and take longer to make. */
const KINDS = 40;

/**
 * `round-s`: one round a minute of SLOs at slices of a minute: documents looked
 * at, a new slice of each asked for and stored, every SLO evaluated with its
 * windows, alerts and history, summaries made; one in sixty reads its last day
 * again. Linear from a tenth of them. The source answers at once.
 *
 * `storage`: bytes of the database for each SLO after 90 days.
 */
export async function rounds(): Promise<void> {
  const fewer = await measure(FEWER);
  const all = await measure(SLOS);
  const perRound = percentile(all.seconds, 0.5);
  printFigure({
    bench: 'slo',
    figure: 'round-s',
    ours: round(perRound),
    theirs: null,
    unit: `s, median, ${SLOS} SLOs`,
    ratio: null,
    n: ROUNDS,
  });
  printFigure({
    bench: 'slo',
    figure: `round-s-${FEWER}`,
    ours: round(percentile(fewer.seconds, 0.5)),
    theirs: null,
    unit: `s, median; ratio: ten times this to ${SLOS}, 1 is linear`,
    ratio: round((10 * percentile(fewer.seconds, 0.5)) / perRound),
    n: ROUNDS,
  });
  const figure = (name: string, ours: number, unit: string) =>
    printFigure({
      bench: 'slo',
      figure: name,
      ours: round(ours),
      theirs: null,
      unit,
      ratio: null,
      n: 1,
    });
  figure('round-max-s', Math.max(...all.seconds), `s, ${SLOS} SLOs`);
  figure('round-queries', all.queries, 'statements to the database, one round');
  figure(
    'first-round-s',
    all.first,
    `s: all documents, 30 days of history of ${SLOS} SLOs`,
  );
  figure(
    'memory-heap',
    all.heap,
    `MB after collection, whole process, ${SLOS} SLOs`,
  );
  figure('memory-rss', all.rss, `MB, whole process, ${SLOS} SLOs`);
  await storage(figure);
}

async function measure(slos: number) {
  const fixture = await setUpRounds(slos);
  try {
    const seconds: number[] = [];
    await fixture.declare(NOW);
    await fill(fixture);
    await fixture.forget();
    const first = await timed(() => fixture.runAt(NOW + 5));
    let queries = fixture.queries();
    for (let i = 1; i <= ROUNDS; i++) {
      queries = fixture.queries();
      const ms = await timed(() => fixture.runAt(NOW + 60 * i + 5));
      seconds.push(ms / 1_000);
    }
    (globalThis as { gc?: () => void }).gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    return {
      seconds,
      first: first / 1_000,
      queries: fixture.queries() - queries,
      heap: heapUsed / 1e6,
      rss: rss / 1e6,
    };
  } finally {
    await fixture.stop();
  }
}

/** As if it had been collected, up to a minute before `NOW`. */
async function fill({ objectives, rollups }: RoundFixture) {
  const histories = Array.from({ length: KINDS }, (_, kind) => historyOf(kind));
  const ids = (await objectives.all()).map(({ seriesId }) => seriesId);
  for (let i = 0; i < ids.length; i += 50) {
    await rollups.save(
      ids.slice(i, i + 50).map(
        (id): SeriesRound => ({
          progress: {
            id,
            changes: 1,
            revision: 0,
            watermark: NOW - 60,
            firstData: NOW - HISTORY_DAYS * DAY,
            newestData: NOW - 60,
            rereadAt: NOW - 60,
          },
          ...histories[id % KINDS],
        }),
      ),
    );
  }
}

function historyOf(slo: number): Pick<SeriesRound, 'days' | 'hours'> {
  const days = new Map<number, DayHours>();
  const hours = new Map<number, PackedSlice[]>();
  const start = Math.floor(NOW / DAY) * DAY - HISTORY_DAYS * DAY;
  for (let hour = start; hour < NOW; hour += HOUR) {
    const slices = Array.from({ length: 60 }, (_, n): PackedSlice => {
      const end = hour + (n + 1) * 60;
      return end < NOW ? sliceOf(slo, end) : null;
    });
    if (hour >= NOW - SLICE_DAYS * DAY) hours.set(hour, slices);
    const day = Math.floor(hour / DAY) * DAY;
    const of = days.get(day) ?? [];
    of.push(sumSlices(slices, 1));
    days.set(day, of);
  }
  for (const of of days.values()) while (of.length < 24) of.push(undefined);
  return { days, hours };
}

/** Collects 90 days as the rounds do it, for a few SLOs. */
async function storage(
  figure: (name: string, ours: number, unit: string) => void,
) {
  const fixture = await setUpRounds(STORED);
  try {
    await fixture.declare(NOW);
    const empty = await fixture.bytes();
    // The first round reads 60 days; a day each brings it to 90.
    const start = NOW - (STORAGE_DAYS - 60) * DAY;
    for (let at = start; at <= NOW; at += DAY) await fixture.runAt(at + 5);
    const bytes = ((await fixture.bytes()) - empty) / STORED;
    figure(
      'storage',
      bytes,
      `bytes for each SLO, ${STORAGE_DAYS} days at slices of a minute; ${SLOS} take ${round(
        (bytes * SLOS) / 1e6,
      )} MB`,
    );
  } finally {
    await fixture.stop();
  }
}
