const COLOURED = process.stdout.isTTY && !process.env.NO_COLOR;

/** Prints one line of progress. */
export function say(line) {
  const mark = COLOURED ? '\u001b[36m▸\u001b[0m' : '▸';
  process.stdout.write(`${mark} ${line}\n`);
}

/**
 * Runs a step and says how long it took; every 15 s that it is still going.
 *
 * @param {string} title - what is being done, as in `Installing dependencies`
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @template T
 */
export async function step(title, work) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say(`${title} ...`);
  const timer = setInterval(() => say(`${title} ... ${seconds()} s`), 15_000);
  try {
    const result = await work();
    say(`${title}: done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
