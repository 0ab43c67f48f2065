import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { step } from './progress.mjs';
import { run } from './processes.mjs';
import { STATE } from './paths.mjs';

// Node 24.19 and later abort in better-sqlite3 12, which Backstage's database package asks for.
const NODE = '22.23.3';
const YARN = '4.18.1';

const HOME = path.join(STATE, 'toolchain');
const NODE_PACKAGE = path.join(HOME, 'node_modules/node');
const PINNED = path.join(HOME, 'pinned.json');

/** The pinned Node. */
export const NODE_PROGRAM = path.join(NODE_PACKAGE, 'bin', 'node');

/**
 * How the back end and its benchmarks run: with room, in megabytes, for what an
 * evaluation of a thousand workloads makes on the way. With Node's 16, an eighth
 * of its processor time went into copying what was about to be dropped.
 */
export const SERVER_OPTIONS = ['--max-semi-space-size=64'];

/** Yarn, to be run by {@link NODE_PROGRAM}. */
export const YARN_SCRIPT = path.join(
  HOME,
  'node_modules/@yarnpkg/cli-dist/bin/yarn.js',
);

/** Fetches the pinned Node and Yarn as npm packages, once. */
export async function ensureToolchain() {
  const wanted = JSON.stringify({ node: NODE, yarn: YARN });
  const pinned = await readFile(PINNED, 'utf8').catch(() => undefined);
  if (pinned === wanted && existsSync(NODE_PROGRAM)) return;
  await step(`Fetching Node ${NODE} and Yarn ${YARN}`, async () => {
    await mkdir(HOME, { recursive: true });
    await writeFile(path.join(HOME, 'package.json'), '{"private":true}\n');
    await run(
      'Fetching Node and Yarn',
      'npm',
      [
        'install',
        '--no-save',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
        `node@${NODE}`,
        `@yarnpkg/cli-dist@${YARN}`,
      ],
      { cwd: HOME },
    );
    await writeFile(PINNED, wanted);
  });
}

/**
 * The environment in which everything runs: the pinned Node first on the path,
 * and its headers for native add-ons, whatever npm's own configuration names.
 *
 * @param {NodeJS.ProcessEnv} extra
 * @returns {NodeJS.ProcessEnv}
 */
export function toolchainEnv(extra = {}) {
  const env = {
    ...process.env,
    PATH: `${path.dirname(NODE_PROGRAM)}${path.delimiter}${process.env.PATH}`,
    ...extra,
  };
  const headers = path.join(
    NODE_PACKAGE,
    'node_modules',
    `node-${process.platform}-${process.arch}`,
  );
  if (existsSync(path.join(headers, 'include/node'))) {
    env.npm_config_nodedir = headers;
  }
  return env;
}
