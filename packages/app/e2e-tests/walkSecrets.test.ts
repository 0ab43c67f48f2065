import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Locator, Page, expect, test } from '@playwright/test';
import { look } from './look';

test.describe.configure({ mode: 'serial' });

const DATA = process.env.PORTAL_TEST_DATA!;
const INVENTORIES = path.join(DATA, 'example/credentials');
const BANK = '/catalog/default/system/ie-bank';
const DAY_MS = 86_400_000;

/** What a button gives as a file. */
async function download(page: Page, button: Locator) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    button.click(),
  ]);
  return readFileSync(await file.path(), 'utf8');
}

/** Rows of the list of all, without its head. */
function rowsOf(page: Page): Locator {
  return page
    .getByRole('grid')
    .filter({ has: page.getByRole('columnheader') })
    .getByRole('row')
    .filter({ hasNot: page.getByRole('columnheader') });
}

/** Of the database of IE Bank's production. */
function passwordRow(page: Page): Locator {
  return rowsOf(page)
    .filter({ hasText: 'postgres-app-password' })
    .filter({ hasText: 'Key Vault (prod)' });
}

/** Opens a page on which the reader may acknowledge: known when the catalog has read who is in which team. */
async function openAsMember(page: Page, address: string) {
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByRole('checkbox').first()).toBeVisible({
      timeout: 15_000,
    });
  }).toPass({ timeout: 150_000 });
}

/** Types a day into a date field, part by part. */
async function typeDay(field: Locator, day: Date) {
  const parts: [RegExp, number][] = [
    [/^month/, day.getMonth() + 1],
    [/^day/, day.getDate()],
    [/^year/, day.getFullYear()],
  ];
  for (const [name, value] of parts) {
    await field.getByRole('spinbutton', { name }).fill(String(value));
  }
}

/** As pages print a day: `Jan 1, 2027`. */
function dayInWords(day: Date): string {
  return day.toLocaleDateString('en-US', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
}

function daysAhead(days: number): Date {
  return new Date(Date.now() + days * DAY_MS);
}

/** Has the portal read its inventories now. */
async function lookAgain(page: Page) {
  const again = page.getByRole('button', {
    name: 'Look again: Inventory files',
  });
  await expect(again).toBeEnabled();
  await Promise.all([
    page.waitForResponse(/\/sources\/inventory\/scan$/),
    again.click(),
  ]);
}

/** What tells the team of IE Bank that its password expires. */
function warningIn(page: Page): Locator {
  return page.getByRole('link', {
    name: /postgres-app-password in ie-bank-prod-kv expires in 41 days/,
  });
}

test('who must act, by when and how?', async ({ page }) => {
  test.setTimeout(240_000);
  await openAsMember(page, `${BANK}/secret-expiry`);
  await expect(page.getByText('1 needs someone now')).toBeVisible();
  await expect(page.getByText('15 credentials in all')).toBeVisible();

  // A lane for each stamp, and one for what serves them all.
  const lane = page.getByRole('list', {
    name: 'Expiring, Production, West Europe',
  });
  const row = lane
    .getByRole('listitem')
    .filter({ hasText: 'postgres-app-password' });
  await expect(row).toContainText('in 41 days · Stage 2 of 6 · By hand');
  await expect(row).toContainText('Secret in Key Vault (prod), IE Bank SRE');
  await expect(page.getByRole('heading', { name: 'All stamps' })).toBeVisible();
  await expect(
    page.getByRole('heading', { name: 'Stamp Acceptance, West Europe' }),
  ).toBeVisible();
  await expect(
    row.getByRole('link', { name: 'Open in portal: postgres-app-password' }),
  ).toHaveAttribute('href', /^https:\/\/portal\.azure\.com\//);
  await look(page, 'secret-expiry-tab');

  const vaults = page.getByRole('list', { name: 'Vaults' });
  await expect(vaults).toContainText('No vault for global resources');
  await expect(vaults).toContainText('Create a Key Vault for global resources');
  const sources = page.getByRole('list', { name: 'Where this comes from' });
  await expect(sources).toContainText(
    /Inventory ie-bank read .*, 15 credentials known/,
  );
  await sources.scrollIntoViewIfNeeded();
  await look(page, 'secret-expiry-vaults');

  await row.getByRole('link', { name: 'Runbook: postgres-app' }).click();
  await expect(
    page.getByRole('heading', { name: /rotate a Key Vault secret/i }),
  ).toBeVisible();
});

test('its team is told once, and led to the credential', async ({ page }) => {
  test.setTimeout(300_000);
  const told = warningIn(page);
  // Some time after a start, so that there is one message.
  await expect(async () => {
    await page.goto('/notifications');
    await expect(told.first()).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 240_000 });
  await expect(told).toHaveCount(1);
  await told.click();
  await expect(
    page.getByRole('dialog', { name: 'postgres-app-password' }),
  ).toContainText('Key Vault (prod)');
});

test('that it is known is said, seen and taken back', async ({ page }) => {
  test.setTimeout(180_000);
  await openAsMember(page, `${BANK}/secret-expiry`);
  const open = page
    .getByRole('list', { name: 'Expiring, Production, West Europe' })
    .getByRole('link', { name: 'postgres-app-password', exact: true });
  await open.click();
  const details = page.getByRole('dialog', { name: 'postgres-app-password' });
  await expect(details).toContainText('Why it stands so');
  await expect(details.getByRole('table', { name: 'Places' })).toContainText(
    'Key Vault (prod)',
  );
  await expect(
    details.getByRole('list', { name: 'Earlier versions' }),
  ).toContainText('replaced 9 days late');
  await expect(
    details.getByRole('list', { name: 'What happened' }),
  ).toContainText('It was found for the first time');
  await look(page, 'secret-expiry-credential');

  await details.getByRole('button', { name: 'Acknowledge' }).click();
  const asking = page.getByRole('dialog', { name: 'Acknowledge a credential' });
  await expect(
    asking.getByRole('list', { name: 'What becomes silent' }),
  ).toContainText(/at the latest until \w+ \d+, \d{4}/);
  await asking.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(asking.getByText('Say in a few words why.')).toBeVisible();
  await asking.getByLabel('Reason').fill('The new log-in is being tested');
  await look(page, 'secret-expiry-acknowledge');
  await asking.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(asking).toBeHidden();
  const words = details.getByRole('list', { name: 'Acknowledgements' });
  await expect(words).toContainText(/^Acknowledged by guest/i);
  await expect(words).toContainText('The new log-in is being tested');
  await details.getByRole('button', { name: 'Close' }).last().click();

  await expect(page.getByText('Nobody has to act now')).toBeVisible();
  const row = passwordRow(page);
  await expect(row).toContainText(/Acknowledged by guest, until/i);
  await page.getByRole('button', { name: /^Acknowledged 1$/ }).click();
  await expect(rowsOf(page)).toHaveCount(1);
  await row.scrollIntoViewIfNeeded();
  await look(page, 'secret-expiry-acknowledged');

  await row
    .getByRole('link', { name: 'postgres-app-password', exact: true })
    .click();
  await words.getByRole('button', { name: 'Take back' }).click();
  await page
    .getByRole('dialog', { name: 'Take the acknowledgement back?' })
    .getByRole('button', { name: 'Take back' })
    .click();
  await expect(words).toContainText(/Taken back by guest/i);
  await details.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByText('1 needs someone now')).toBeVisible();
});

test('a snooze of several ends for each where its last stage begins', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openAsMember(page, '/secret-expiry');
  await expect(page).toHaveURL(/\/secret-expiry\/credentials/);
  const rows = rowsOf(page);
  const near = rows.filter({ hasText: 'domain-join-account' });
  const far = rows
    .filter({ hasText: 'postgres-app-password' })
    .filter({ hasText: 'in 41 days' });
  for (const row of [near, far]) {
    await row.getByRole('checkbox').click({ force: true });
  }
  await expect(page.getByText('2 chosen')).toBeVisible();
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  const dialog = page.getByRole('dialog', {
    name: 'Acknowledge 2 credentials',
  });
  const latest = await dialog
    .getByRole('listitem')
    .filter({ hasText: 'domain-join-account' })
    .locator('time')
    .innerText();
  await dialog.getByText('Be silent until a day').click();
  const until = dialog.getByRole('group', { name: /Silent until/ }).first();
  await dialog.getByLabel('Reason').fill('Both go with the move in December');

  // Later than the last stage of either: nobody may be silent so long.
  await typeDay(until, daysAhead(60));
  await dialog.getByRole('button', { name: 'Snooze' }).click();
  await expect(dialog.getByText(/^Choose a day from tomorrow/)).toBeVisible();
  // Later than that of one of them.
  await typeDay(until, daysAhead(30));
  await look(page, 'secret-expiry-snooze');
  await dialog.getByRole('button', { name: 'Snooze' }).click();
  await expect(dialog).toBeHidden();
  await expect(near).toContainText(
    new RegExp(`Snoozed by guest, until ${latest}`, 'i'),
  );
  await expect(far).toContainText(
    new RegExp(`Snoozed by guest, until ${dayInWords(daysAhead(30))}`, 'i'),
  );
  await expect(
    page.getByRole('button', { name: /^Acknowledged 2$/ }),
  ).toBeVisible();
  await expect(
    page.getByRole('heading', { name: '6 need someone now' }),
  ).toBeVisible();
});

test('which of all need someone?', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('/secret-expiry');
  const rows = rowsOf(page);
  await expect(page.getByText('46 credentials', { exact: true })).toBeVisible();
  // The most urgent first.
  await expect(rows.first()).toContainText('claims-desk-tls');
  await expect(rows.first()).toContainText('Past its date');
  await look(page, 'secret-expiry-review');

  await page.getByRole('button', { name: /^Rotation overdue 1$/ }).click();
  await expect(page).toHaveURL(/state=rotation-overdue/);
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('ingress-tls');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('searchbox').fill('telemetry of nobody');
  await expect(page.getByText('No credential fits')).toBeVisible();
  await page.getByRole('searchbox').fill('appinsights');
  await expect(page.getByText('6 credentials', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();

  const choose = async (filter: RegExp, option: string) => {
    await page.getByRole('button', { name: filter }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
    await page.keyboard.press('Escape');
  };
  await choose(/Stage$/, 'Stage 3 of 6');
  await expect(page).toHaveURL(/stage=3/);
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('settlement-app');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await choose(/Kind$/, 'Client secret');
  await expect(rows).toHaveCount(2);
  await choose(/Owner$/, 'Platform');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('domain-join-account');
  await page.getByRole('button', { name: 'Clear filters' }).click();

  // The file is what is filtered, no less and no more, in the order shown.
  await choose(/Kind$/, 'Key');
  await choose(/Owner$/, 'Deal fraud');
  await expect(page.getByText('6 credentials', { exact: true })).toBeVisible();
  await page.getByRole('columnheader', { name: 'Expires' }).click();
  await expect(page).toHaveURL(/orderBy=expires/);
  await expect(rows.first()).toContainText('model-signing-key');
  await page.getByRole('columnheader', { name: 'Expires' }).click();
  await expect(page).toHaveURL(/orderBy=-expires/);
  await expect(rows.first()).toContainText('lake-customer-managed-key');
  const csv = await download(page, page.getByRole('button', { name: 'CSV' }));
  const [head, ...lines] = csv.trim().split(/\r?\n/);
  expect(head).toMatch(/^\W?id,name,kind,workload,/);
  expect(lines.map(line => line.split(',')[1])).toEqual([
    ...Array(3).fill('lake-customer-managed-key'),
    ...Array(3).fill('model-signing-key'),
  ]);
});

test('one certificate in two vaults, and an old one at an endpoint', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.goto('/secret-expiry/credentials?text=card-scheme');
  const rows = rowsOf(page);
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('in 2 places');
  await rows
    .first()
    .getByRole('link', { name: /^card-scheme/ })
    .click();
  const details = page.getByRole('dialog');
  const places = details.getByRole('table', { name: 'Places' });
  await expect(places.getByRole('row')).toHaveCount(3);
  await expect(places).toContainText('Key Vault (neu)');
  await expect(places).toContainText('Key Vault (weu)');
  await look(page, 'secret-expiry-places');
  await details.getByRole('button', { name: 'Close' }).last().click();
  await expect(details).toBeHidden();

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('button', { name: /^Still the old version 1$/ }).click();
  await expect(rows).toHaveCount(1);
  await rows
    .first()
    .getByRole('link', { name: /^weu\.cards/ })
    .click();
  await expect(details).toContainText(
    /A newer version has been in card-payments-weu-kv since/,
  );
});

test('the year, by keyboard', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/secret-expiry/calendar');
  const chosen = page.getByRole('button', { pressed: true });
  const dayOf = (locator: Locator) => locator.getAttribute('data-day');
  await expect(chosen).toHaveCount(1);
  const today = (await dayOf(chosen))!;
  expect(today).toBe(new Date().toISOString().slice(0, 10));
  await chosen.focus();
  const later = (days: number) =>
    new Date(Date.parse(today) + days * DAY_MS).toISOString().slice(0, 10);
  for (const [key, day] of [
    ['ArrowDown', later(7)],
    ['ArrowLeft', later(6)],
  ]) {
    await page.keyboard.press(key);
    await expect(chosen).toHaveAttribute('data-day', day);
    await expect(chosen).toBeFocused();
  }
  await expect(chosen).toContainText('1 expires, 1 renewed by hand');
  await expect(
    page.getByRole('row').filter({ hasText: 'api-tls' }),
  ).toBeVisible();
  await look(page, 'secret-expiry-calendar');
  await page.keyboard.press('PageDown');
  await expect(chosen).not.toHaveAttribute('data-day', later(6));
  await page.keyboard.press('Home');
  await expect(chosen).toHaveAttribute('data-day', /-01$/);

  // A day leads to the list of what expires on it.
  await page.goto(`/secret-expiry/calendar?day=${later(6)}`);
  await page
    .getByRole('link', { name: /: list the one that expires$/ })
    .last()
    .click();
  await expect(page).toHaveURL(/credentials\?.*from=/);
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page).first()).toContainText('api-tls');
});

test('a place that cannot be read is not one where nothing is', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const folder = path.join(INVENTORIES, 'a-folder.yaml');
  const malformed = path.join(INVENTORIES, 'malformed.yaml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    malformed,
    `apiVersion: plumbline.io/v1
kind: CredentialInventory
metadata: { name: malformed }
credentials:
  - name: archive-login
    kind: secret
    workload: system:default/records-archive
    created: 2026-01-01
    expires: +30d
    rotation: manual
`,
  );
  try {
    await page.goto('/secret-expiry/sources');
    await lookAgain(page);
    const places = rowsOf(page);
    const failed = places.filter({ hasText: 'Inventory a-folder' });
    await expect(failed).toContainText('could not look');
    await expect(failed).toContainText('could not be read (EISDIR)');
    await expect(failed).toContainText('never read');
    const partly = places.filter({ hasText: 'Inventory malformed' });
    await expect(partly).toContainText('looked in part');
    await expect(partly).toContainText(
      'credentials/malformed.yaml:9:14 credentials[0].expires: expected an absolute ISO 8601 date',
    );
    await expect(places.filter({ hasText: 'Inventory ie-bank' })).toContainText(
      /looked.*ago/,
    );
    await look(page, 'secret-expiry-sources');
    await page
      .getByRole('button', {
        name: /^Show the places of Inventory files: 1 could not/,
      })
      .click();
    await expect(page).toHaveURL(/outcome=could-not-look/);
    await expect(page.getByText('1 place', { exact: true })).toBeVisible();

    await page.goto('/catalog/default/system/records-archive/secret-expiry');
    await expect(
      page.getByRole('heading', { name: 'Could not be read' }),
    ).toBeVisible();
    await look(page, 'secret-expiry-partly');
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(malformed);
  }
  await page.goto('/secret-expiry/sources');
  await lookAgain(page);
  await expect(page.getByText('5 places', { exact: true })).toBeVisible();
});

test('a calendar subscribes, until its feed is ended', async ({
  page,
  playwright,
}) => {
  test.setTimeout(180_000);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/secret-expiry/credentials?kind=client-secret');
  await expect(rowsOf(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Calendar feed' }).click();
  const dialog = page.getByRole('dialog', { name: 'Calendar feed' });
  await expect(dialog).toContainText('Client secret');
  await dialog.getByLabel('Name').fill('Client secrets');
  await dialog.getByRole('button', { name: 'Make the feed' }).click();
  await expect(dialog.getByText('Made: Client secrets')).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const address = await dialog.getByLabel('Address').inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    address,
  );
  await look(page, 'secret-expiry-feed');

  // A calendar is not signed in.
  const calendar = await playwright.request.newContext();
  const answer = await calendar.get(address);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toContain('text/calendar');
  const events = (await answer.text()).split('BEGIN:VEVENT').slice(1);
  expect(events).toHaveLength(2);
  expect(events.join('')).toMatch(/SUMMARY:domain-join-account expires/);
  expect(events.join('')).toMatch(/SUMMARY:settlement-app expires/);
  for (const event of events) {
    expect(event).toMatch(/DTSTART;VALUE=DATE:\d{8}/);
    expect(event).toContain('BEGIN:VALARM');
  }
  // What people wrote is nobody else's.
  expect(events.join('')).not.toContain('move in December');

  await dialog.getByRole('button', { name: 'End Client secrets' }).click();
  await dialog.getByRole('button', { name: 'End it for good' }).click();
  await expect(dialog.getByText('No feed yet')).toBeVisible();
  expect((await calendar.get(address)).status()).toBe(404);
  await calendar.dispose();
});

test('a rotation ends the warning', async ({ page }) => {
  test.setTimeout(420_000);
  const told = warningIn(page);
  const details = page.getByRole('dialog', { name: 'postgres-app-password' });

  // Between two messages an hour passes, which the walk has no time for.
  const database = new DatabaseSync(path.join(DATA, 'db/secret-expiry.sqlite'));
  database.exec('pragma busy_timeout = 30000');
  database
    .prepare('update audiences set told_at = ? where told_at is not null')
    .run(daysAhead(-1 / 12).toISOString());
  database.close();

  const file = path.join(INVENTORIES, 'ie-bank.yaml');
  const before = readFileSync(file, 'utf8');
  const after = before.replace(
    /(name: postgres-app-password\n(?: {4}.*\n)*? {4}entity: resource:default\/ie-bank-prod-kv\n {4}created: ).*\n {4}expires: .*\n/,
    `$1${new Date().toISOString()}\n    expires: ${daysAhead(
      180,
    ).toISOString()}\n`,
  );
  expect(after).not.toBe(before);
  writeFileSync(`${file}.new`, after);
  renameSync(`${file}.new`, file);
  await page.goto('/secret-expiry/sources');
  await lookAgain(page);

  const row = passwordRow(page);
  await expect(async () => {
    await page.goto(`${BANK}/secret-expiry`);
    await expect(row).toContainText('Fine', { timeout: 10_000 });
  }).toPass({ timeout: 90_000 });
  await expect(page.getByText('Nobody has to act now')).toBeVisible();
  await expect(row).toContainText('replaced 41 days before its date');
  await row
    .getByRole('link', { name: 'postgres-app-password', exact: true })
    .click();
  await expect(
    details.getByRole('list', { name: 'Earlier versions' }),
  ).toContainText('replaced 41 days before its date');
  await expect(
    details.getByRole('list', { name: 'What happened' }),
  ).toContainText('It was renewed');
  // What was said of the old version does not hold for the new one.
  await expect(
    details.getByRole('list', { name: 'Acknowledgements' }),
  ).toContainText('Ended when it was renewed');
  await look(page, 'secret-expiry-rotated');

  // The list of what needs attention follows.
  await expect(async () => {
    await page.goto(BANK);
    await expect(
      page.getByRole('heading', { name: 'Needs attention' }),
    ).toBeVisible();
    await expect(
      page.getByText('Portal uptime: the SLO (90%) is looser than its SLA'),
    ).toBeVisible();
    await expect(
      page.getByText(/postgres-app-password .*expires on/),
    ).toHaveCount(0);
  }).toPass({ timeout: 60_000 });

  // One notification says that it is done, in the place of the warning.
  const done = page.getByText(/postgres-app-password renewed/);
  await expect(async () => {
    await page.goto('/notifications');
    await expect(done).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 240_000 });
  await expect(done).toHaveCount(1);
  await expect(told).toHaveCount(0);
});

test('who may not is told so, and what fails says why', async ({ page }) => {
  test.setTimeout(120_000);
  const answer = (status: number, name: string, message: string) => ({
    status,
    json: { error: { name, message }, response: { statusCode: status } },
  });
  await page.route('**/api/secret-expiry/workloads/**', route =>
    route.fulfill(answer(403, 'NotAllowedError', 'You own nothing of IE Bank')),
  );
  await page.goto(`${BANK}/secret-expiry`);
  await expect(page.getByText('You may not see this')).toBeVisible();
  await expect(page.getByText(/You own nothing of IE Bank/)).toBeVisible();
  await look(page, 'secret-expiry-forbidden');

  await page.route('**/api/secret-expiry/credentials?**', route =>
    route.fulfill(answer(503, 'ServiceUnavailableError', 'The list is away')),
  );
  await page.goto('/secret-expiry');
  await expect(page.getByText(/The list is away/)).toBeVisible();
  await look(page, 'secret-expiry-failed');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('46 credentials', { exact: true })).toBeVisible();
});

test('secret expiry in the dark, and on a phone', async ({ page }) => {
  test.setTimeout(240_000);
  const pages = [
    [
      'tab',
      '/catalog/default/system/card-payments/secret-expiry',
      'ingress-tls',
    ],
    ['page', '/secret-expiry', 'need someone now'],
    ['calendar', '/secret-expiry/calendar', 'Days are UTC.'],
    ['sources', '/secret-expiry/sources', 'Inventory ie-bank'],
  ];
  const visit = async (how: string) => {
    for (const [name, address, text] of pages) {
      await page.goto(address);
      await expect(page.getByText(text).first()).toBeVisible();
      await look(page, `secret-expiry-${name}-${how}`);
      const { scrollWidth, clientWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        clientWidth: document.documentElement.clientWidth,
      }));
      expect(scrollWidth, `${name} ${how}`).toBeLessThanOrEqual(clientWidth);
    }
    // The details, over the list.
    await page.goto('/secret-expiry/credentials?text=card-scheme');
    await rowsOf(page)
      .getByRole('link', { name: /^card-scheme/ })
      .click();
    await expect(
      page.getByRole('dialog').getByRole('table', { name: 'Places' }),
    ).toBeVisible();
    await look(page, `secret-expiry-credential-${how}`);
  };
  await page.setViewportSize({ width: 390, height: 844 });
  await visit('phone');
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.addInitScript(() => localStorage.setItem('theme', 'dark'));
  await visit('dark');
});
