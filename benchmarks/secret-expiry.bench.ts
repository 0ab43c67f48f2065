/*
 * Credentials of many vaults, through the real source and Azure's own clients,
 * from a server in a process of its own to a back end on SQLite. Each part says
 * what its figures are:
 *
 * - scans: scan-s, scan-requests, scan-peak-mb, rescan-s, rescan-requests
 * - lists: list-p95-ms, counts-p95-ms, calendar-p95-ms, as the client sees them;
 *   list-server-p95-ms, without client and network
 */
import os from 'node:os';
import { printFigure, round } from './figure';
import { lists } from './secretExpiry/lists';
import { startPortal } from './secretExpiry/portal';
import { scans } from './secretExpiry/scans';
import { startVaults } from './secretExpiry/vaults';

async function main() {
  const vaults = await startVaults();
  const portal = await startPortal(vaults);
  try {
    await scans(portal, vaults);
    await lists(portal);
    printFigure({
      bench: 'secret-expiry',
      figure: 'load',
      ours: round(os.loadavg()[1]),
      theirs: null,
      unit: 'average load of the last five minutes, this run included',
      ratio: null,
      n: 1,
    });
  } finally {
    await portal.stop();
    vaults.stop();
  }
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
