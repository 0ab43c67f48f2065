import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { STAMPS } from './estate';
import type { EstateFolder } from './folder';
import { stampFigure } from './stampFigure';

const ROOT = path.resolve(__dirname, '../..');

/** `./portal stamp check` over the estate, as whoever calls it waits for it: check-s. It finds nothing, or throws. */
export async function checking({ directory, files }: EstateFolder) {
  // Beside the estate, not in it.
  const config = path.join(directory, '../app-config.yaml');
  writeFileSync(config, '{}\n');
  const started = performance.now();
  const child = spawn(
    path.join(ROOT, 'portal'),
    ['stamp', 'check', '--config', config, directory],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', text => {
    said += text;
  });
  const code = await new Promise(resolve => {
    child.once('exit', resolve);
  });
  const seconds = (performance.now() - started) / 1_000;
  if (code !== 0) throw new Error(said.slice(0, 2_000));
  stampFigure(
    'check-s',
    seconds,
    `s, ${STAMPS} stamps, ${files} files, the start of the process included`,
  );
  stampFigure('check-ms-each', (seconds * 1_000) / STAMPS, 'ms for each stamp');
}
