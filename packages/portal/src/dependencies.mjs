import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { ROOT, STATE } from './paths.mjs';
import { step } from './progress.mjs';
import { run } from './processes.mjs';
import {
  NODE_PROGRAM,
  YARN_SCRIPT,
  ensureToolchain,
  toolchainEnv,
} from './toolchain.mjs';

const INSTALLED = path.join(STATE, 'installed');

// better-sqlite3 is compiled where no ready-made binary can be downloaded.
const COMPILERS = [
  { programs: ['python3'], package: 'python3' },
  { programs: ['make'], package: 'make' },
  { programs: ['g++', 'c++', 'clang++'], package: 'g++' },
];

/** Installs what is missing: the pinned Node and Yarn, then everything in `yarn.lock`. */
export async function ensureDependencies() {
  await ensureToolchain();
  const wanted = await fingerprint();
  const installed = await readFile(INSTALLED, 'utf8').catch(() => undefined);
  if (installed === wanted && existsSync(path.join(ROOT, 'node_modules'))) {
    return;
  }
  checkCompilers();
  await step('Installing dependencies (about 3 minutes the first time)', () =>
    run(
      'Installing dependencies',
      NODE_PROGRAM,
      [YARN_SCRIPT, 'install', '--immutable'],
      {
        cwd: ROOT,
        env: toolchainEnv(),
      },
    ),
  );
  await mkdir(STATE, { recursive: true });
  await writeFile(INSTALLED, wanted);
}

/** Debian's names of the packages that compile the database driver and are not there. */
export function missingCompilers(env = process.env) {
  return COMPILERS.filter(({ programs }) =>
    programs.every(
      program => spawnSync(program, ['--version'], { env }).error !== undefined,
    ),
  ).map(compiler => compiler.package);
}

function checkCompilers() {
  const missing = missingCompilers();
  if (missing.length > 0) {
    throw new Failure(
      `Missing: ${missing.join(
        ', ',
      )}. The database driver is compiled on install; on Debian run 'apt-get install ${missing.join(
        ' ',
      )}'.`,
    );
  }
}

/** Of the lock file and every manifest: what an install depends on. */
async function fingerprint() {
  const hash = createHash('sha256');
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const folder of ['packages', 'plugins']) {
    for (const name of (await readdir(path.join(ROOT, folder))).sort()) {
      files.push(path.join(folder, name, 'package.json'));
    }
  }
  for (const file of files) {
    hash.update(await readFile(path.join(ROOT, file)).catch(() => ''));
  }
  return hash.digest('hex');
}
