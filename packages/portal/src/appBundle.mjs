import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT, STATE } from './paths.mjs';
import { step } from './progress.mjs';
import { run } from './processes.mjs';
import { NODE_PROGRAM, toolchainEnv } from './toolchain.mjs';

const BUILT = path.join(STATE, 'app-built');
const APP = path.join(ROOT, 'packages/app');

/** Builds the pages when any source of theirs changed since the last build. */
export async function ensureAppBundle() {
  const wanted = await fingerprint();
  const built = await readFile(BUILT, 'utf8').catch(() => undefined);
  if (built === wanted && existsSync(path.join(APP, 'dist/index.html'))) {
    return;
  }
  await step('Building the pages (about a minute the first time)', () =>
    run(
      'Building the pages',
      NODE_PROGRAM,
      [
        path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
        'package',
        'build',
        '--config',
        path.join(ROOT, 'app-config.yaml'),
      ],
      { cwd: APP, env: toolchainEnv({ NODE_ENV: 'production' }) },
    ),
  );
  await writeFile(BUILT, wanted);
}

async function fingerprint() {
  const hash = createHash('sha256');
  hash.update(await readFile(path.join(ROOT, 'yarn.lock')));
  hash.update(await readFile(path.join(ROOT, 'app-config.yaml')));
  await addFolder(hash, path.join(APP, 'src'));
  await addFolder(hash, path.join(APP, 'public'));
  const plugins = path.join(ROOT, 'plugins');
  for (const name of (await readdir(plugins)).sort()) {
    const manifest = path.join(plugins, name, 'package.json');
    const { backstage } = JSON.parse(await readFile(manifest, 'utf8'));
    if (!/^(frontend|web|common)/.test(backstage.role)) continue;
    hash.update(await readFile(manifest));
    await addFolder(hash, path.join(plugins, name, 'src'));
  }
  return hash.digest('hex');
}

async function addFolder(hash, folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      await addFolder(hash, file);
    } else {
      const { size, mtimeMs } = await stat(file);
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
}
