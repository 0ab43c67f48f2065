import { ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { GitHubServer } from '@plumbline/plugin-stamp-node/testUtils';
import { Page, expect, test } from '@playwright/test';
import { ROOT, look } from './look';

/** A portal of its own, whose estate is a repository on a Git host over HTTP. */
const PORT = Number(process.env.PORTAL_TEST_PORT) + 2_500;
const BASE = `http://localhost:${PORT}`;
const BANK = '/catalog/default/system/ie-bank';
const STAMP = 'ie-bank-prod-northeurope-001';
const FOLDER = 'stamps/ie-bank/prod/northeurope-001';

test.describe.configure({ mode: 'serial' });
test.use({ baseURL: BASE });

const data = mkdtempSync(path.join(os.tmpdir(), 'portal-git-walk-'));
/** Checked out of the main branch; what the catalog reads. */
const checkout = path.join(data, 'checkout');
let host: GitHubServer;
let portal: ChildProcess;

// Not synchronously: the host answers from this process.
async function git(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', args, {
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
  });
  return stdout.trim();
}

test.beforeAll(async ({ playwright }) => {
  test.setTimeout(300_000);
  host = await GitHubServer.start({ directory: path.join(data, 'host') });
  await git('clone', '--quiet', host.cloneUrl, checkout);
  const config = path.join(data, 'app-config.git.yaml');
  const { integrations, stamp } = host.config;
  writeFileSync(
    config,
    JSON.stringify({
      integrations,
      // Not the folder of the example portal.
      stamp: { estate: { directory: null, ...stamp.estate } },
      catalog: { providers: { plumblineEstate: { directory: checkout } } },
    }),
  );
  portal = spawn(
    path.join(ROOT, 'portal'),
    ['start', '--port', `${PORT}`, '--data', data, '--config', config],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const probe = await playwright.request.newContext();
  await expect(async () => {
    const answer = await probe.get(`${BASE}/.backstage/health/v1/readiness`);
    expect(answer.status()).toBe(200);
  }).toPass({ timeout: 280_000 });
  await probe.dispose();
});

test.afterAll(async () => {
  if (portal) {
    const ended = new Promise(resolve => {
      portal.once('exit', resolve);
    });
    if (portal.exitCode === null) {
      portal.kill('SIGTERM');
      await ended;
    }
  }
  await host?.stop();
});

/** Fills in the form up to the plan, and gives the files that the plan shows. */
async function plan(page: Page): Promise<{ path: string; after?: string }[]> {
  await expect(async () => {
    await page.goto(`${BANK}/stamps`);
    await expect(page.getByRole('link', { name: 'Add a stamp' })).toBeVisible({
      timeout: 15_000,
    });
  }).toPass({ timeout: 150_000 });
  await page.getByRole('link', { name: 'Add a stamp' }).click();
  const northEurope = page.getByRole('radio', {
    name: /^North Europe northeurope/,
  });
  await northEurope.press('Space');
  await page.getByRole('button', { name: 'Next' }).press('Enter');
  await page.getByRole('button', { name: /^Pipeline/ }).click();
  await page.getByRole('option', { name: 'GitHub Actions' }).click();
  const answer = page.waitForResponse(/\/api\/stamp\/plans$/);
  await page.getByRole('button', { name: 'Next' }).press('Enter');
  await expect(page.getByText(STAMP).first()).toBeVisible();
  const { files } = await (await answer).json();
  return files;
}

/** Has the plan carried out; by keyboard, as a notification may lie over the buttons. */
async function submit(page: Page) {
  await page.getByRole('button', { name: 'Review' }).press('Enter');
  await page.getByRole('button', { name: 'Add the stamp' }).press('Enter');
  await expect(
    page.getByRole('link', { name: 'Open the pull request #1' }),
  ).toHaveAttribute('href', `${host.url}/pull/1`, { timeout: 60_000 });
}

test('a form ends in a pull request that holds what the plan showed, byte by byte', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const files = await plan(page);
  await look(page, 'stamp-git-plan');
  expect(host.writes).toEqual([]);
  await submit(page);

  expect(host.pulls).toEqual([
    expect.objectContaining({
      number: 1,
      branch: `stamp-add-${STAMP}`,
      base: 'main',
      state: 'open',
    }),
  ]);
  const clone = path.join(data, 'clone');
  const branch = `stamp-add-${STAMP}`;
  await git('clone', '--quiet', '--branch', branch, host.cloneUrl, clone);
  const changed = await git(
    ...['-C', clone, 'diff', '--name-only', 'origin/main...HEAD'],
  );
  // No file less and no file more.
  expect(changed.split('\n').sort()).toEqual(
    files.map(file => file.path).sort(),
  );
  for (const file of files) {
    const written = readFileSync(path.join(clone, file.path));
    expect(written.equals(Buffer.from(file.after!)), file.path).toBe(true);
  }
  // What the lock says of them is true as well.
  const lock = JSON.parse(
    readFileSync(path.join(clone, FOLDER, 'stamp.lock.json'), 'utf8'),
  );
  expect(lock.plan.name).toBe(STAMP);
  expect(Object.keys(lock.files).length).toBeGreaterThan(20);
  for (const [file, hash] of Object.entries(lock.files)) {
    const bytes = readFileSync(path.join(clone, file));
    expect(createHash('sha256').update(bytes).digest('hex'), file).toBe(hash);
  }
  // Somebody reviews it; nothing is on the main branch yet.
  expect(
    await git('-C', clone, 'ls-tree', '-r', '--name-only', 'origin/main'),
  ).toBe('README.md');
});

test('asked for twice, it is the same pull request', async ({ page }) => {
  test.setTimeout(300_000);
  const before = await host.repository.tip(`stamp-add-${STAMP}`);
  await plan(page);
  await expect(page.getByText('Already asked for')).toBeVisible();
  await look(page, 'stamp-git-again');
  await submit(page);
  expect(host.pulls).toHaveLength(1);
  expect(await host.repository.tip(`stamp-add-${STAMP}`)).toBe(before);
});

test('on its way until it is merged, then on the map', async ({ page }) => {
  test.setTimeout(420_000);
  await page.goto(`${BANK}/stamps`);
  // The estate is looked at every two minutes.
  const additions = page.getByRole('list', { name: 'On their way' });
  await expect(additions).toContainText(STAMP, { timeout: 180_000 });
  await expect(
    additions.getByRole('link', { name: `Pull request #1 about ${STAMP}` }),
  ).toHaveAttribute('href', `${host.url}/pull/1`);
  await look(page, 'stamps-on-their-way');

  await host.merge(1);
  await git('-C', checkout, 'pull', '--quiet');
  await expect(async () => {
    await page.goto(`${BANK}/service-map`);
    await expect(page.getByText('northeurope · prod · planned')).toBeVisible({
      timeout: 15_000,
    });
  }).toPass({ timeout: 90_000 });
  await page.goto(`${BANK}/stamps`);
  const stamp = page.getByRole('region', { name: new RegExp(STAMP) });
  await expect(stamp).toContainText('As rendered', { timeout: 180_000 });
  await expect(additions).toHaveCount(0);
});
