/*
 * Stamps: plans, files, and an estate of many stamps, in a folder and on a Git
 * host in a process of its own, with a back end on SQLite. Each part says what
 * its figures are:
 *
 * - planning: plan-ms, the planner alone
 * - rendering: render-ms, validate-ms
 * - checking: check-s, `./portal stamp check`
 * - drift: drift-folder and drift-git, the first round and the next ones
 * - requests: plan-http-ms and list-p95-ms, as the client sees them
 */
import os from 'node:os';
import { checking } from './stamp/checking';
import { Place, drift } from './stamp/drift';
import { EstateFolder, writeEstateFolder } from './stamp/folder';
import { startGitHost } from './stamp/gitHost';
import { planning } from './stamp/planning';
import { startPortal } from './stamp/portal';
import { rendering } from './stamp/rendering';
import { list, plans } from './stamp/requests';
import { stampFigure } from './stamp/stampFigure';

async function main() {
  planning();
  await rendering();
  const folder = await writeEstateFolder();
  try {
    await checking(folder);
    await inFolder(folder);
    await onGitHost(folder);
  } finally {
    folder.remove();
  }
  stampFigure(
    'load',
    os.loadavg()[2],
    'average load of the last fifteen minutes, this run included',
  );
}

async function inFolder({ directory, catalog, spoil }: EstateFolder) {
  const place: Place = { name: 'folder', spoil };
  const config = { stamp: { estate: { directory } } };
  const portal = await startPortal({ config, catalog });
  try {
    await drift(portal, place);
    await plans(portal, place);
    await list(portal);
  } finally {
    await portal.stop();
  }
}

async function onGitHost({ catalog }: EstateFolder) {
  const host = await startGitHost();
  const place: Place = { name: 'git', host, spoil: host.spoil };
  try {
    const portal = await startPortal({ config: host.config, catalog });
    try {
      await drift(portal, place);
      await plans(portal, place);
    } finally {
      await portal.stop();
    }
  } finally {
    host.stop();
  }
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
