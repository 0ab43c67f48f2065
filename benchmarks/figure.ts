/** One figure of a benchmark, as `./portal bench` prints it. */
export interface Figure {
  bench: string;
  figure: string;
  ours: number;
  /** The peer's figure of the same run, `null` where there is no peer. */
  theirs: number | null;
  unit: string;
  /** How many times better ours is than the peer's, `null` where there is no peer. */
  ratio: number | null;
  /** Number of samples behind the figure. */
  n: number;
}

/** Prints one figure as a line of JSON. */
export function printFigure(line: Figure): void {
  const { bench, figure, ours, theirs, unit, ratio, n } = line;
  process.stdout.write(
    `${JSON.stringify({ bench, figure, ours, theirs, unit, ratio, n })}\n`,
  );
}

/** The smallest sample that at least `share` (0 to 1) of the samples do not exceed. */
export function percentile(samples: number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Rounded to three significant digits, enough for a figure on a shared machine. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
