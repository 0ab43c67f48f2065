import { STAMPS } from './estate';
import type { GitHost } from './gitHost';
import type { Requests } from './gitHostServer';
import type { BenchPortal, Round } from './portal';
import { stampFigure } from './stampFigure';

/** Where the stamps stand: `folder` or `git`. */
export interface Place {
  name: string;
  /** Absent for a folder. */
  host?: GitHost;
  spoil(): Promise<void> | void;
}

/**
 * Rounds of drift by the back end's own task: the first of all stamps, one when
 * nothing changed, one when a file of one stamp was changed by hand. Seconds,
 * processor time, memory, and what the Git host was asked for. Ends as it
 * should or throws: all stamps in step, then all but one.
 */
export async function drift(portal: BenchPortal, place: Place) {
  await place.host?.requests();
  const first = await portal.look();
  await expectDrift(portal, 0);
  await print('first', first);
  await print('again', await portal.look());
  await place.spoil();
  const changed = await portal.look();
  await expectDrift(portal, 1);
  await print('changed', changed);

  async function print(name: string, { seconds, cpuSeconds, memory }: Round) {
    const figure = `drift-${place.name}-${name}`;
    stampFigure(`${figure}-s`, seconds, `s, ${STAMPS} stamps`);
    stampFigure(`${figure}-cpu-s`, cpuSeconds, 's of processor time');
    stampFigure(
      `${figure}-peak-mb`,
      memory.rss,
      `MB of the process above what it was before; of the heap ${Math.round(
        memory.heap,
      )}, live ${Math.round(memory.live)}, left ${Math.round(memory.left)}`,
    );
    const requests = await place.host?.requests();
    if (!requests) return;
    const all = sum(requests);
    const { tips, pulls, trees, blobs } = requests;
    stampFigure(
      `${figure}-requests`,
      all,
      `requests: ${tips} branches, ${pulls} pages of pull requests, ${trees} trees, ${blobs} files`,
    );
    stampFigure(`${figure}-requests-each`, all / STAMPS, 'for each stamp');
  }
}

/** How many requests in all. */
export function sum(requests: Requests): number {
  return Object.values(requests).reduce((a, b) => a + b);
}

async function expectDrift(portal: BenchPortal, expected: number) {
  const total = async (query: string) =>
    (await portal.call('stamp', `/stamps?limit=1&${query}`)).total;
  const changed = await total('drift=changed');
  const inStep = await total('drift=in-step');
  if (changed === expected && changed + inStep === STAMPS) return;
  throw new Error(
    `${changed} stamps changed and ${inStep} in step, expected ${expected} and ${
      STAMPS - expected
    }`,
  );
}
