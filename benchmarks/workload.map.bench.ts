/*
 * The service map of one workload in Chromium, beside Backstage's own catalog
 * graph on the same entities:
 *
 * - map-paint-N-ms: from the data's arrival until the map was painted
 * - map-paint-unfolded-N-ms: the same with every stamp open
 * - map-frame-N-ms: processor time of all of Chromium, painting included, for
 *   one frame while the map is moved with the mouse
 *
 * Both pages are bundled as for production and served on loopback; the data is
 * there at once. The peer lays out all nodes as one graph; where it has painted
 * nothing within BENCH_PATIENCE seconds (60), the figure says so many.
 */
import { Browser, Page, chromium } from 'playwright-core';
import { percentile, printFigure, round } from './figure';
import { ServedPage, servePage } from './map/servePage';

const SIZES = (process.env.BENCH_NODES ?? '200,2000').split(',').map(Number);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const PATIENCE_MS = Number(process.env.BENCH_PATIENCE ?? 60) * 1_000;
const STEPS = 60;

/** What is painted: of ours the boxes with what they show, all at once; of the peer's every node. */
const PAINTED: Record<string, [string, number?]> = {
  ours: ['.react-flow__node', 1],
  theirs: ['[data-testid="node"]'],
};

declare global {
  interface Window {
    arrive(selector: string, atLeast?: number): Promise<number>;
  }
}

/** Milliseconds from the data's arrival until it was painted; `undefined` when patience ends. */
async function paint(page: Page, painted: [string, number?]) {
  await page.waitForFunction(() => window.arrive !== undefined);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  const arrived = page.evaluate(each => window.arrive(...each), painted);
  // Closed while it still works on it.
  arrived.catch(() => {});
  const ms = await Promise.race([arrived, patience]);
  clearTimeout(timer);
  return ms;
}

/** What each page draws on, and what of it moves. */
const CANVAS = {
  ours: ['.react-flow', '.react-flow__viewport'],
  theirs: ['svg#dependency-graph', '#workspace'],
};

/**
 * Processor time of Chromium for one frame while the map is moved, in
 * milliseconds. Zoomed in a little first: the peer does not move what is wholly
 * in sight.
 */
async function frame(browser: Browser, page: Page, who: 'ours' | 'theirs') {
  const [selector, moving] = CANVAS[who];
  const placeOf = () =>
    page.evaluate(each => {
      const element = document.querySelector<HTMLElement>(each)!;
      return element.getAttribute('transform') ?? element.style.transform;
    }, moving);
  const devTools = await browser.newBrowserCDPSession();
  const worked = async () => {
    const { processInfo } = await devTools.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, each) => sum + each.cpuTime * 1_000, 0);
  };
  const box = await page.locator(selector).first().boundingBox();
  const x = box!.x + 40;
  const y = box!.y + box!.height / 2;
  await page.evaluate(() => {
    const counted = window as unknown as { frames: number };
    counted.frames = 0;
    const count = () => {
      counted.frames += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const framesOf = () =>
    page.evaluate(() => (window as unknown as { frames: number }).frames);
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  for (let i = 0; i < 2; i++) await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await page.waitForTimeout(500);
  const place = await placeOf();
  await page.mouse.down();
  const before = { work: await worked(), frames: await framesOf() };
  for (let step = 1; step <= STEPS; step++) {
    await page.mouse.move(x + 3 * step, y + step);
  }
  const after = { work: await worked(), frames: await framesOf() };
  await page.mouse.up();
  if ((await placeOf()) === place) throw new Error(`${who} did not move`);
  return (after.work - before.work) / Math.max(1, after.frames - before.frames);
}

interface Measured {
  paints: number[];
  frames: number[];
  /** Whether patience ended before it had painted anything. */
  gaveUp: boolean;
}

async function measure(
  served: ServedPage,
  parameters: Record<string, string>,
  who: 'ours' | 'theirs',
): Promise<Measured> {
  const measured: Measured = { paints: [], frames: [], gaveUp: false };
  // A browser each, so that a page that still works can be ended with it.
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  for (let i = 0; i < ROUNDS && !measured.gaveUp; i++) {
    const page = await browser.newPage({
      viewport: { width: 1400, height: 1000 },
    });
    await page.goto(served.at({ ...parameters, page: who }));
    const ms = await paint(page, PAINTED[who]);
    measured.gaveUp = ms === undefined;
    measured.paints.push(ms ?? PATIENCE_MS);
    if (ms !== undefined) {
      measured.frames.push(await frame(browser, page, who));
    }
    if (ms !== undefined) await page.close();
  }
  await browser.close();
  return measured;
}

function print(figure: string, ours: number[], theirs?: number[]) {
  const own = percentile(ours, 0.5);
  const peer = theirs?.length ? percentile(theirs, 0.5) : undefined;
  printFigure({
    bench: 'workload',
    figure,
    ours: round(own),
    theirs: peer === undefined ? null : round(peer),
    unit: 'ms',
    ratio: peer === undefined ? null : round(peer / own),
    n: ours.length,
  });
}

async function main() {
  const served = await servePage();
  try {
    for (const nodes of SIZES) {
      const size = String(nodes);
      const ours = await measure(served, { size }, 'ours');
      const unfolded = await measure(
        served,
        { size, query: 'fold=none' },
        'ours',
      );
      const theirs = await measure(served, { size }, 'theirs');
      if (theirs.gaveUp) {
        process.stdout.write(
          `The catalog graph of ${size} nodes was not there after ${
            PATIENCE_MS / 1_000
          } s; the figure is at least that.\n`,
        );
      }
      print(`map-paint-${size}-ms`, ours.paints, theirs.paints);
      print(`map-paint-unfolded-${size}-ms`, unfolded.paints, theirs.paints);
      print(`map-frame-${size}-ms`, ours.frames, theirs.frames);
      print(`map-frame-unfolded-${size}-ms`, unfolded.frames, theirs.frames);
    }
  } finally {
    served.stop();
  }
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
