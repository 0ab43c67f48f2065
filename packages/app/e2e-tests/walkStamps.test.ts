import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Locator, Page, expect, test } from '@playwright/test';
import { look } from './look';

test.describe.configure({ mode: 'serial' });

const DATA = process.env.PORTAL_TEST_DATA!;
const ESTATE = path.join(DATA, 'estate');
const BANK = '/catalog/default/system/ie-bank';
const ARCHIVE = '/catalog/default/system/records-archive';

/** The one that the walk adds, changes and retires. */
const STAMP = 'ie-bank-prod-northeurope-001';
const FOLDER = 'stamps/ie-bank/prod/northeurope-001';
const IMAGE = 'example.azurecr.io/ie-bank:2.4.0';
const RUN = 'https://dev.azure.com/example/bank/_build/results?buildId=41';

/** As the stamp's pipeline would: over HTTP. */
async function tell(page: Page, report: object) {
  const session = await page.request.get('/api/auth/guest/refresh', {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await session.json();
  const answer = await page.request.post('/api/stamp/statuses', {
    headers: { authorization: `Bearer ${backstageIdentity.token}` },
    data: {
      reports: [
        {
          stampRef: `resource:default/${STAMP}`,
          outcome: 'succeeded',
          runUrl: RUN,
          observedAt: new Date().toISOString(),
          ...report,
        },
      ],
    },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** Paths of all files below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.path, entry.name)))
    .sort();
}

/** What the tab says of a stamp. */
function part(page: Page, name = STAMP): Locator {
  return page.getByRole('region', { name: new RegExp(name) });
}

/** Opens the tab as one who may change stamps: known when the catalog has read who is in which team. */
async function openTabAsMember(page: Page, address = BANK) {
  await expect(async () => {
    await page.goto(`${address}/stamps`);
    await expect(page.getByRole('link', { name: 'Add a stamp' })).toBeVisible({
      timeout: 15_000,
    });
  }).toPass({ timeout: 150_000 });
}

/** Opens a form that the tab leads to; the stamp is filled in. */
async function openForm(page: Page, name: RegExp) {
  await openTabAsMember(page);
  await part(page).getByRole('link', { name }).click();
  await expect(page).toHaveURL(/\/create\/templates\/default\//);
}

/** Fills in for how many the stamp is; the form says at once what that makes. */
async function fillUsers(page: Page, users: number) {
  const field = page.getByRole('textbox', {
    name: /Expected concurrent users/,
  });
  await expect(async () => {
    await field.fill(String(users));
    // Numbers are taken when the field is left.
    await field.press('Tab');
    await expect(page.getByText(`${users} are expected`)).toBeVisible({
      timeout: 5_000,
    });
  }).toPass({ timeout: 60_000 });
}

/** Goes from the plan to the end of the task; by keyboard, as a notification may lie over the buttons. */
async function submit(page: Page, button: string) {
  await page.getByRole('button', { name: 'Review' }).press('Enter');
  await page.getByRole('button', { name: button }).press('Enter');
  await expect(page).toHaveURL(/\/create\/tasks\//);
  await expect(
    page.getByRole('link', { name: 'Open the service map' }),
  ).toBeVisible({ timeout: 60_000 });
}

/** Waits for what the portfolio says of the stamp. */
async function expectInPortfolio(page: Page, says: RegExp | undefined) {
  const bank = page.getByRole('row', { name: /IE Bank/ });
  await expect(async () => {
    await page.goto('/workloads');
    await expect(bank).toBeVisible();
    const chip = bank.getByLabel(/^northeurope, prod/);
    if (says) await expect(chip).toHaveAccessibleName(says, { timeout: 5_000 });
    else await expect(chip).toHaveCount(0, { timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
}

/** Waits for what the map says of the stamp. */
async function expectOnMap(page: Page, says: string) {
  await expect(async () => {
    await page.goto(`${BANK}/service-map`);
    await expect(page.getByText(says)).toBeVisible({ timeout: 15_000 });
  }).toPass({ timeout: 90_000 });
}

test('the next stamp, from the form to the map', async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto('/workloads');
  await expect(page.getByRole('link', { name: 'Add a stamp' })).toHaveAttribute(
    'href',
    '/create/templates/default/add-stamp',
  );
  await openTabAsMember(page);
  const stamps = page.getByRole('region').filter({ hasText: 'Traffic' });
  await expect(stamps.first()).toContainText('No lock file');
  await look(page, 'stamps-tab');

  await page.getByRole('link', { name: 'Add a stamp' }).click();
  await expect(page).toHaveURL(/create\/templates\/default\/add-stamp/);
  // The workload is filled in.
  await expect(page.getByRole('combobox', { name: /Workload/ })).toHaveValue(
    /^(IE Bank|ie-bank)$/,
  );
  await expect(
    page.getByText(/5 of 59 regions are eligible; data must stay in EU/),
  ).toBeVisible();
  const poland = page.getByRole('radio', {
    name: /^Poland Central polandcentral/,
  });
  await expect(poland).toBeDisabled();
  const northEurope = page.getByRole('radio', {
    name: /^North Europe northeurope/,
  });
  await northEurope.press('Space');
  await expect(northEurope).toBeChecked();
  await look(page, 'stamp-where');
  await page.getByRole('button', { name: 'Next' }).press('Enter');

  await fillUsers(page, 100);
  await look(page, 'stamp-what');
  await page.getByRole('button', { name: 'Next' }).press('Enter');

  await expect(page.getByText(STAMP).first()).toBeVisible();
  await look(page, 'stamp-plan');
  expect(existsSync(path.join(ESTATE, FOLDER))).toBe(false);
  await submit(page, 'Add the stamp');
  expect(existsSync(path.join(ESTATE, FOLDER, 'stamp.lock.json'))).toBe(true);

  await page.getByRole('link', { name: 'Open the service map' }).click();
  // The catalog reads the estate folder within seconds; the map follows.
  await expect(page.getByText('northeurope · prod · planned')).toBeVisible({
    timeout: 60_000,
  });
  await look(page, 'service-map-new-stamp');

  await page.goto(`${BANK}/stamps`);
  await expect(part(page)).toContainText('Planned');
  await expect(part(page)).toContainText('100 of at most 1,000');
  await expect(part(page)).toContainText('As rendered', { timeout: 150_000 });
  await look(page, 'stamps-planned');
});

test('its pipeline says that it serves', async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto(`${BANK}/stamps`);
  await expect(part(page)).toContainText('told nothing yet');
  await tell(page, {
    lifecycle: 'active',
    trafficWeight: 100,
    image: IMAGE,
    unit: 'blue',
  });
  // Without a reload.
  await expect(part(page)).toContainText('Active', { timeout: 60_000 });
  await expect(part(page)).toContainText('100 % of its full part');
  await expect(part(page)).toContainText(`${IMAGE}unit blue`);
  await expect(
    part(page).getByRole('link', {
      name: /^Run of the pipeline of North Europe, prod/,
    }),
  ).toHaveAttribute('href', RUN);
  await expect(
    page.getByRole('table', { name: 'What pipelines told' }),
  ).toContainText('user:default/guest');
  await look(page, 'stamps-active');

  await expectOnMap(page, 'northeurope · prod · active');
  await expectInPortfolio(page, /^northeurope, prod, active/);
});

test('another size, seen line by line before anything is written', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await openForm(page, /^Change /);
  await expect(page.getByRole('combobox', { name: /Stamp/ })).toHaveValue(
    STAMP,
  );
  await page.getByRole('button', { name: 'Next' }).press('Enter');
  await fillUsers(page, 900);
  await page.getByRole('button', { name: 'Next' }).press('Enter');

  const data = path.join(
    ESTATE,
    FOLDER,
    'terraform/release/release.auto.tfvars.json',
  );
  const before = readFileSync(data, 'utf8');
  const files = page.getByRole('region', { name: 'Files' });
  await files
    .getByRole('button', { name: /^release\.auto\.tfvars\.json\W+changed/ })
    .click();
  const diff = page.getByRole('table', {
    name: `Lines of ${FOLDER}/terraform/release/release.auto.tfvars.json`,
  });
  await expect(diff.getByRole('row', { name: /added:/ }).first()).toBeVisible();
  await expect(
    diff.getByRole('row', { name: /removed:/ }).first(),
  ).toBeVisible();
  await diff.scrollIntoViewIfNeeded();
  await look(page, 'stamp-change-plan');
  expect(readFileSync(data, 'utf8')).toBe(before);
  await submit(page, 'Change the stamp');
  expect(readFileSync(data, 'utf8')).not.toBe(before);

  await expect(async () => {
    await page.goto(`${BANK}/stamps`);
    await expect(part(page)).toContainText('900 of at most 1,000', {
      timeout: 10_000,
    });
  }).toPass({ timeout: 150_000 });
  await expect(part(page)).toContainText('As rendered');
  await expect(part(page)).toContainText('Active');
});

test('a file that somebody changed by hand', async ({ page }) => {
  test.setTimeout(420_000);
  const changed = `${FOLDER}/terraform/release/main.tf`;
  const rendered = readFileSync(path.join(ESTATE, changed), 'utf8');
  writeFileSync(path.join(ESTATE, changed), `${rendered}\n# by hand\n`);
  await page.goto(`${BANK}/stamps`);
  // The estate is looked at every two minutes.
  await expect(part(page)).toContainText('1 file differs', {
    timeout: 180_000,
  });
  await expect(
    page.getByRole('list', { name: /^Files of .* that differ$/ }),
  ).toContainText(`${changed} changed by hand`);
  await expect(page.getByText('1 stamp to look at')).toBeVisible();
  await look(page, 'stamps-drift');

  // It is among what needs attention.
  await expect(async () => {
    await page.goto(BANK);
    await expect(
      page.getByText(/files are not what the lock says/).first(),
    ).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 90_000 });
  await look(page, 'stamps-card');

  writeFileSync(path.join(ESTATE, changed), rendered);
  await page.goto(`${BANK}/stamps`);
  await expect(part(page)).toContainText('As rendered', { timeout: 180_000 });
});

test('out of service in two steps, and gone from the map', async ({ page }) => {
  test.setTimeout(480_000);
  const retire = async (step: string) => {
    await expect(page.getByRole('combobox', { name: /Stamp/ })).toHaveValue(
      STAMP,
    );
    await page.getByRole('button', { name: 'Next' }).press('Enter');
    await expect(page.getByText(`${step} of retiring`)).toBeVisible();
    const name = page.getByRole('textbox', { name: /Name of the stamp/ });
    await name.fill('ie-bank');
    await expect(page.getByText('Not its name yet')).toBeVisible();
    await name.fill(STAMP);
    await expect(page.getByText('That is its name')).toBeVisible();
    await look(page, `stamp-retire-${step.slice(5, 6)}`);
    await submit(page, 'Retire the stamp');
  };
  await openForm(page, /^Retire /);
  await retire('Step 1 of 2');

  await expect(async () => {
    await page.goto(`${BANK}/stamps`);
    await expect(part(page)).toContainText('Draining', { timeout: 10_000 });
  }).toPass({ timeout: 90_000 });
  await expect(
    part(page).getByRole('button', { name: /^Retire / }),
  ).toBeDisabled();
  await expect(part(page)).toContainText('Still draining');
  await look(page, 'stamps-draining');
  await expectOnMap(page, 'northeurope · prod · draining');

  await tell(page, { lifecycle: 'retired', trafficWeight: 0 });
  await openForm(page, /^Remove the files of /);
  await retire('Step 2 of 2');

  // Of the stamp only a record is left, so that its number is never given again.
  await expect(async () => {
    await page.goto(`${BANK}/stamps`);
    await expect(page.getByText('3 stamps, 3 serving')).toBeVisible({
      timeout: 10_000,
    });
  }).toPass({ timeout: 90_000 });
  await expect(part(page)).toHaveCount(0);
  await expect(
    page.getByRole('table', { name: 'What pipelines told' }),
  ).toContainText(STAMP);
  expect(filesBelow(ESTATE)).toEqual([
    'stamps/ie-bank/retired/prod-northeurope-001.json',
  ]);
  await look(page, 'stamps-removed');
  await expect(async () => {
    await page.goto(`${BANK}/service-map`);
    await expect(
      page.getByText('westeurope · prod · active').first(),
    ).toBeVisible();
    await expect(page.getByText(/^northeurope · prod/)).toHaveCount(0, {
      timeout: 5_000,
    });
  }).toPass({ timeout: 90_000 });
  await expectInPortfolio(page, undefined);
});

test('what cannot be seen is not shown as fine', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(`${ARCHIVE}/stamps`);
  await expect(
    page.getByRole('heading', { name: 'No stamps yet' }),
  ).toBeVisible();
  await look(page, 'stamps-empty');

  const answer = (status: number, name: string, message: string) => ({
    status,
    json: { error: { name, message }, response: { statusCode: status } },
  });
  const stamps = '**/api/stamp/workloads/**';
  await page.route(stamps, route =>
    route.fulfill(answer(403, 'NotAllowedError', 'You own nothing of IE Bank')),
  );
  await page.goto(`${BANK}/stamps`);
  await expect(page.getByText('You may not see this')).toBeVisible();
  await look(page, 'stamps-forbidden');
  await page.unroute(stamps);
  await page.route(stamps, route =>
    route.fulfill(answer(503, 'ServiceUnavailableError', 'They are away')),
  );
  await page.goto(`${BANK}/stamps`);
  await expect(page.getByText('They are away')).toBeVisible();
  await look(page, 'stamps-failed');
  await page.unroute(stamps);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('3 stamps, 3 serving')).toBeVisible();
});

test('stamps in the dark, and on a phone', async ({ page }) => {
  test.setTimeout(240_000);
  const visit = async (how: string) => {
    for (const [name, address, text] of [
      ['tab', `${BANK}/stamps`, 'What pipelines told'],
      ['empty', `${ARCHIVE}/stamps`, 'No stamps yet'],
    ]) {
      await page.goto(address);
      await expect(page.getByText(text).first()).toBeVisible();
      await look(page, `stamps-${name}-${how}`);
      const { scrollWidth, clientWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        clientWidth: document.documentElement.clientWidth,
      }));
      expect(scrollWidth, `${name} ${how}`).toBeLessThanOrEqual(clientWidth);
    }
    // Their frame is Backstage's own, whose tabs are wider than a phone.
    for (const form of ['add-stamp', 'change-stamp', 'retire-stamp']) {
      await page.goto(`/create/templates/default/${form}`);
      await expect(
        page.getByRole('combobox', { name: /^(Workload|Stamp)/ }),
      ).toBeVisible();
      await look(page, `stamps-${form}-${how}`);
    }
  };
  await page.setViewportSize({ width: 390, height: 844 });
  await visit('phone');
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.addInitScript(() => localStorage.setItem('theme', 'dark'));
  await visit('dark');
});
