import { printFigure, round } from '../figure';
import { watchMemory } from '../memory';
import { CHANGED, OBJECTS, VAULTS } from './estate';
import { BenchPortal } from './portal';
import { Vaults } from './vaults';

const CREDENTIALS = VAULTS * OBJECTS;

/**
 * The first scan of everything, one of what has not changed, and one after a
 * rotation of one in a hundred: how long, what was sent to the vaults against
 * the fewest that would do at 25 a page, how much memory.
 */
export async function scans(portal: BenchPortal, vaults: Vaults) {
  await vaults.calls();
  const memory = watchMemory();
  const { seconds } = await portal.scan();
  const peak = memory.stop();
  const first = await vaults.calls();
  const { total } = await portal.call('secret-expiry', '/credentials?limit=1');
  if (total !== CREDENTIALS) {
    throw new Error(`${total} credentials of ${CREDENTIALS} were found`);
  }
  figure('scan-s', seconds, `s, ${CREDENTIALS} credentials`);
  requests('scan-requests', first.sent, first.fewest);
  figure(
    'scan-peak-mb',
    peak.rss,
    "MB of the back end's process above what it was before",
  );
  figure('scan-peak-heap-mb', peak.heap, 'MB of heap above what it was before');
  figure('scan-live-heap-mb', peak.live, 'MB of it right after a collection');
  figure('scan-left-heap-mb', peak.left, 'MB of heap more after it, collected');
  figure('scan-at-once', first.mostAtOneVault, 'calls at once at one vault');
  figure('scan-at-once-all', first.mostAtOnce, 'calls at once at all vaults');

  const { lists } = first.fewest;
  const again = await portal.scan();
  const unchanged = await vaults.calls();
  figure('rescan-s', again.seconds, 's, nothing changed');
  requests('rescan-requests', unchanged.sent, {
    lists,
    versions: 0,
    policies: 0,
  });

  await vaults.rotate();
  const changed = await portal.scan();
  const sent = await vaults.calls();
  figure('rescan-1pc-s', changed.seconds, 's, one in a hundred changed');
  requests('rescan-1pc-requests', sent.sent, {
    lists,
    versions: CHANGED * VAULTS,
    // Not of secrets.
    policies: Math.floor(CHANGED / 2) * VAULTS,
  });
}

type Calls = { lists: number; versions: number; policies: number };

/** Ratio: the fewest to those that were sent; 1 is none too many. */
function requests(name: string, sent: Calls, fewest: Calls) {
  const sum = ({ lists, versions, policies }: Calls) =>
    lists + versions + policies;
  printFigure({
    bench: 'secret-expiry',
    figure: name,
    ours: sum(sent),
    theirs: sum(fewest),
    unit: `requests (${sent.lists} lists, ${sent.versions} versions, ${sent.policies} policies); theirs: the fewest (${fewest.lists}, ${fewest.versions}, ${fewest.policies})`,
    ratio: round(sum(fewest) / sum(sent)),
    n: 1,
  });
}

function figure(name: string, ours: number, unit: string) {
  printFigure({
    bench: 'secret-expiry',
    figure: name,
    ours: round(ours),
    theirs: null,
    unit,
    ratio: null,
    n: 1,
  });
}
