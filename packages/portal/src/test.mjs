import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureAppBundle } from './appBundle.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { findProgram } from './findProgram.mjs';
import { readOptions } from './options.mjs';
import { ROOT, STATE } from './paths.mjs';
import { say, step } from './progress.mjs';
import { run, start } from './processes.mjs';
import { NODE_PROGRAM, YARN_SCRIPT, toolchainEnv } from './toolchain.mjs';

const REPORTS = path.join(STATE, 'reports');

/** `./portal test`: every check and every test; the last line counts them. */
export async function testPortal(args) {
  readOptions(args, {});
  await ensureDependencies();
  await rm(REPORTS, { recursive: true, force: true });
  await mkdir(REPORTS, { recursive: true });

  const totals = { passed: 0, failed: 0, skipped: [] };
  await check(totals, 'Types', ['tsc', '--pretty']);
  await check(totals, 'Lint', ['lint', '--max-warnings', '0']);
  await check(totals, 'Formatting', ['prettier:check']);
  await check(totals, 'Manifests', ['fix', '--check']);
  await commandTests(totals);
  await jestTests(totals);
  await browserTests(totals);

  for (const reason of totals.skipped) say(`skipped: ${reason}`);
  process.stdout.write(
    `\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped.length} skipped\n`,
  );
  return totals.failed === 0 ? 0 : 1;
}

/** A check that either holds or does not: counts as one test. */
async function check(totals, title, yarnArgs) {
  try {
    await step(title, () =>
      run(title, NODE_PROGRAM, [YARN_SCRIPT, ...yarnArgs], {
        cwd: ROOT,
        env: toolchainEnv(),
        onLine: print,
      }),
    );
    totals.passed += 1;
  } catch (error) {
    say(error.message);
    totals.failed += 1;
  }
}

/** The tests of this command itself, by Node's own runner. */
async function commandTests(totals) {
  const counts = {};
  await step('Tests of the portal command', async () => {
    const { exit } = start(
      NODE_PROGRAM,
      ['--test', '--test-reporter=tap', 'test/*.test.mjs'],
      {
        cwd: path.join(ROOT, 'packages/portal'),
        env: toolchainEnv(),
        onLine: line => {
          const count = /^# (pass|fail|skipped) (\d+)$/.exec(line);
          if (count) counts[count[1]] = Number(count[2]);
          if (/^\s*not ok|error:/.test(line)) print(line);
        },
      },
    );
    await exit;
  });
  totals.passed += counts.pass ?? 0;
  totals.failed += counts.fail ?? 1;
  for (let i = 0; i < (counts.skipped ?? 0); i++) {
    totals.skipped.push('a test of the portal command (see its output)');
  }
}

/** Unit tests, back-end integration tests on SQLite and PostgreSQL, and page tests. */
async function jestTests(totals) {
  const report = path.join(REPORTS, 'jest.json');
  const missing = ['prometheus', 'promtool', 'terraform'].filter(
    program => !findProgram(program),
  );
  for (const program of missing) {
    say(`${program} is not installed: the tests that need it will be skipped`);
  }
  await step('Unit, back-end and page tests', async () => {
    const { exit } = start(
      NODE_PROGRAM,
      [
        path.join(ROOT, 'packages/portal/src/withPostgres.mjs'),
        NODE_PROGRAM,
        YARN_SCRIPT,
        'test',
        '--watch=false',
        '--maxWorkers=2',
        '--json',
        `--outputFile=${report}`,
      ],
      { cwd: ROOT, env: toolchainEnv({ CI: '1' }), onLine: print },
    );
    await exit;
  });
  const results = await readReport(report);
  if (!results) {
    say('The tests ended without a report.');
    totals.failed += 1;
    return;
  }
  totals.passed += results.numPassedTests;
  totals.failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
  for (const file of results.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'pending' || test.status === 'todo') {
        totals.skipped.push(
          `${path.relative(ROOT, file.name)}: ${test.fullName}`,
        );
      }
    }
  }
}

/** The walk through the portal in a real browser. */
async function browserTests(totals) {
  const chromium = findProgram('chromium', 'chromium-browser', 'google-chrome');
  if (!chromium) {
    totals.skipped.push(
      'the browser tests: no Chromium is installed (Debian: apt-get install chromium)',
    );
    return;
  }
  const report = path.join(REPORTS, 'browser.json');
  await ensureAppBundle();
  await step('Browser tests', async () => {
    const { exit } = start(
      NODE_PROGRAM,
      [path.join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test'],
      {
        cwd: ROOT,
        env: toolchainEnv({
          CI: '1',
          CHROMIUM: chromium,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        }),
        onLine: print,
      },
    );
    await exit;
  });
  const results = await readReport(report);
  if (!results) {
    say('The browser tests ended without a report.');
    totals.failed += 1;
    return;
  }
  const { expected, unexpected, flaky, skipped } = results.stats;
  totals.passed += expected + flaky;
  totals.failed += unexpected + results.errors.length;
  for (let i = 0; i < skipped; i++) {
    totals.skipped.push('a browser test (see its output)');
  }
}

async function readReport(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
