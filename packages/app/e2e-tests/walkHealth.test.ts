import { readFileSync } from 'node:fs';
import { Locator, Page, expect, test } from '@playwright/test';
import { look } from './look';

test.describe.configure({ mode: 'serial' });

const BANK = '/catalog/default/system/ie-bank';
const DESK = '/catalog/default/system/claims-desk';
const ARCHIVE = '/catalog/default/system/records-archive';
const DATABASE = 'resource:default/ie-bank-prod-postgres';

/** What the monitoring of the database pushes. */
const CONNECTIONS = {
  workloadRef: 'system:default/ie-bank',
  entityRef: DATABASE,
  id: 'postgresql/connections',
};

/** What nobody measures of the archive. */
const RESTORE = {
  workloadRef: 'system:default/records-archive',
  entityRef: 'system:default/records-archive',
  id: 'restore',
};

/** With short times, so that an incident begins and ends while one looks. */
const ARCHIVE_MODEL = `apiVersion: plumbline.io/v1
kind: HealthModel
metadata:
  name: records-archive
spec:
  userFlows:
    - id: find-a-record
      title: Find a record
      criticality: critical
      dependsOn:
        - system:default/records-archive
  alerts:
    openAfter:
      Sev1: 1
      Sev2: 1
    closeAfter: 5
`;

/** As a monitoring tool would: over HTTP. */
async function send(page: Page, path: string, data: object) {
  const session = await page.request.get('/api/auth/guest/refresh', {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await session.json();
  const answer = await page.request.post(`/api/workload${path}`, {
    headers: { authorization: `Bearer ${backstageIdentity.token}` },
    data,
  });
  expect(answer.status(), await answer.text()).toBeLessThan(300);
}

/** A part on the map. */
function part(page: Page, name: RegExp): Locator {
  return page.getByRole('group', { name });
}

/** Presses a key until something has the focus. */
async function goTo(page: Page, target: Locator, key = 'Tab') {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 150; presses++) {
    if (await target.evaluate(each => each === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

/** Notes all that the page says of live updates; a reload would forget it. */
async function listen(page: Page) {
  await page.getByRole('status', { name: 'Live updates' }).evaluate(status => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => said.push(status.textContent ?? '')).observe(
      status,
      { characterData: true, childList: true, subtree: true },
    );
  });
}

/** What the page has said since {@link listen}. */
async function heard(page: Page): Promise<string> {
  return page.evaluate(() =>
    (window as unknown as { said: string[] }).said.join(' '),
  );
}

/** What a button gives as a file. */
async function download(page: Page, button: Locator) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    button.click(),
  ]);
  return {
    name: file.suggestedFilename(),
    bytes: readFileSync(await file.path()),
  };
}

/** Nothing is cut off at the side, or to be scrolled to. */
async function fits(page: Page, name: string) {
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect(scrollWidth, name).toBeLessThanOrEqual(clientWidth);
}

/** What tells the team of IE Bank that its database is down, or that somebody is on it. */
function told(page: Page): Locator {
  return page.getByRole('link', {
    name: /^Sev1.*because of Database \(prod\)/,
  });
}

/** Names of the workloads that a table shows, in order. */
function shownWorkloads(page: Page): Promise<string[]> {
  return page
    .getByRole('grid')
    .getByRole('rowheader')
    .getByRole('link')
    .filter({ hasNotText: /^Incident/ })
    .allTextContents();
}

test('the database goes down: the way to the users, and whom to call, by keyboard', async ({
  page,
  context,
}) => {
  test.setTimeout(420_000);
  const database = part(page, /^Database \(prod\), postgresql/);
  // The catalog may not have read all of it yet.
  await expect(async () => {
    await page.goto(`${BANK}/service-map`);
    await expect(database).toBeVisible({ timeout: 15_000 });
  }).toPass({ timeout: 180_000 });

  const portfolio = await context.newPage();
  await portfolio.goto('/workloads');
  const row = portfolio.getByRole('row', { name: /IE Bank/ });
  await expect(row).toBeVisible();
  await expect(row).not.toContainText('unhealthy');
  await listen(portfolio);

  await send(page, '/signals', {
    reports: [
      {
        ...CONNECTIONS,
        name: 'Database connections in use',
        value: 98,
        context: 'the pool of the back end is exhausted',
        minutes: 60,
      },
    ],
  });

  // Another window, which nobody touches.
  await expect(row).toContainText('unhealthy');
  await expect
    .poll(() => heard(portfolio))
    .toContain('IE Bank is now unhealthy.');

  // The map follows by itself as well.
  await expect(database).toHaveAccessibleName(/: unhealthy/, {
    timeout: 60_000,
  });
  const why = page.getByRole('region', { name: 'Why IE Bank is unhealthy' });
  await expect(
    why.getByRole('button', { name: /^Show the way to Database \(prod\)/ }),
  ).toHaveAttribute('aria-pressed', 'true');
  const way = page.getByRole('list', { name: 'The way there' });
  await expect(way.getByRole('button').first()).toHaveText('IE Bank');
  await expect(way.getByRole('button').last()).toHaveText('Database (prod)');
  await expect(why).toContainText('Transfer money (critical)');
  await look(page, 'health-map');

  // From the user flow down to the database, by keyboard.
  const flow = why.getByRole('button', { name: 'Transfer money (critical)' });
  await goTo(page, flow);
  await page.keyboard.press('Enter');
  const aboutFlow = page.getByRole('complementary', {
    name: 'About Transfer money',
  });
  await expect(aboutFlow).toBeFocused();
  await expect(way.getByRole('button')).toHaveText([
    'Transfer money',
    'IE Bank API',
    /./,
    'Database (prod)',
  ]);
  await look(page, 'health-map-flow');
  await page.keyboard.press('Escape');
  await expect(aboutFlow).toBeHidden();
  await expect(flow).toBeFocused();

  await goTo(page, page.locator('[role=group][tabindex="0"]').first());
  await page.keyboard.press('Home');
  await expect(part(page, /^IE Bank, workload: unhealthy/)).toBeFocused();
  await goTo(page, database, 'ArrowRight');
  await page.keyboard.press('Enter');
  const about = page.getByRole('complementary', {
    name: 'About Database (prod)',
  });
  await expect(about).toBeFocused();
  await expect(about).toContainText(
    /Database connections in use.*the pool of the back end is exhausted/,
  );
  await expect(about).toContainText('IE Bank SRE rota (24/7)');
  await expect(about).toContainText(/Mira Osei.*after 15 min/);
  await expect(about.getByRole('link', { name: /Runbook/ })).toBeVisible();
  await look(page, 'health-node');
  await page.keyboard.press('Escape');
  await expect(about).toBeHidden();
  await expect(database).toBeFocused();

  // An outage is told after a minute.
  const incident = row.getByRole('link', { name: /^Incident \d+, Sev1$/ });
  await expect(incident.first()).toBeVisible({ timeout: 150_000 });
  expect(await heard(portfolio)).toContain('IE Bank is now unhealthy.');
  await look(portfolio, 'health-row');
});

test('its team is told once, and says to be on it, by keyboard', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await expect(async () => {
    await page.goto('/notifications');
    await expect(told(page).first()).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 150_000 });
  await expect(told(page)).toHaveCount(1);
  await page
    .getByRole('row')
    .filter({ has: told(page) })
    .getByRole('button', { name: 'Show more' })
    .click();
  await expect(page.getByText(/Transfer money \(critical\)/)).toBeVisible();
  await expect(page.getByText(/On call: IE Bank SRE rota/)).toBeVisible();
  await goTo(page, told(page));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/workloads\/incidents\/\d+$/);
  await expect(
    page.getByRole('heading', { name: /because of Database \(prod\)/ }),
  ).toBeVisible();
  const calls = page.getByRole('region', { name: 'Who is called' });
  await expect(calls).toContainText('Nobody is on it');
  await expect(calls).toContainText('IE Bank SRE rota (24/7)');
  await expect(
    calls.getByRole('list', { name: 'Escalation path' }),
  ).toContainText(/ie.bank.sre.*called.*Mira Osei.*next,/i);
  await expect(
    page.getByRole('region', { name: 'What is ill, and why' }),
  ).toContainText('Transfer money');
  await look(page, 'incident');

  await goTo(page, page.getByRole('button', { name: 'Acknowledge' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Note')).toBeFocused();
  await page.keyboard.type('Raising the limit of the pool');
  await look(page, 'incident-acknowledge');
  await goTo(page, dialog.getByRole('button', { name: 'Acknowledge' }));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(calls).toContainText(/guest acknowledged it/i);
  await expect(calls).toContainText(/Mira Osei, was not called/);

  await goTo(page, page.getByRole('button', { name: 'Add a note' }));
  await page.keyboard.press('Enter');
  await goTo(page, dialog.getByRole('button', { name: 'Add' }));
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Write a few words')).toBeVisible();
  await dialog.getByLabel('Note').focus();
  await page.keyboard.type('200 more connections are allowed now');
  await goTo(page, dialog.getByRole('button', { name: 'Add' }));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  const events = page.getByRole('list', { name: /^What happened/ });
  await expect(events).toContainText('200 more connections are allowed now');
  await expect(events).toContainText('Raising the limit of the pool');

  // What they were told of stands in one place, and is up to date.
  const onIt = page.getByText(/^Sev1, guest is on it:/);
  await expect(async () => {
    await page.goto('/notifications');
    await expect(onIt).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 90_000 });
  await expect(told(page)).toHaveCount(1);
});

test('it is well again, and the map leads back to how it was', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await page.goto(`${BANK}/service-map`);
  const database = part(page, /^Database \(prod\), postgresql/);
  await expect(database).toHaveAccessibleName(/: unhealthy/);
  await send(page, '/signals/remove', { signals: [CONNECTIONS] });
  await expect(database).not.toHaveAccessibleName(/: unhealthy/, {
    timeout: 60_000,
  });

  await page.getByRole('button', { name: 'History' }).click();
  const history = page.getByRole('region', { name: 'Back in time' });
  await expect(history).toContainText('The map shows now.');
  const earlier = history.getByRole('button', { name: 'Earlier change' });
  await expect(earlier).toBeEnabled();
  await earlier.press('Enter');
  await expect(history.getByText(/^As it was /)).toBeVisible();
  await expect(page).toHaveURL(/[?&]at=/);
  // The last change made it well; before that it was ill.
  await expect(async () => {
    await earlier.press('Enter');
    await expect(database).toHaveAccessibleName(/: unhealthy/, {
      timeout: 5_000,
    });
  }).toPass();
  await expect(
    page.getByRole('region', { name: 'Why IE Bank is unhealthy' }),
  ).toContainText('Database (prod)');
  await look(page, 'health-map-as-it-was');
  // The address shows the same to others.
  await page.reload();
  await expect(database).toHaveAccessibleName(/: unhealthy/);
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(database).not.toHaveAccessibleName(/: unhealthy/);
  await expect(page).not.toHaveURL(/[?&]at=/);
});

test('parts are found, listed and taken along', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto(`${BANK}/service-map`);
  await expect(part(page, /^Database \(prod\), postgresql/)).toBeVisible();
  // One in each stamp, of which the walk before may have added one.
  const vaults = await part(page, /vault/i).count();
  expect(vaults).toBeGreaterThanOrEqual(3);
  const find = page.getByRole('searchbox', { name: 'Find' });
  await find.fill('vault');
  await expect(
    page.getByText(new RegExp(`^${vaults} of \\d+ parts$`)),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Next found part' }).click();
  await expect(page.locator('[role=group]:focus')).toHaveAccessibleName(
    /vault/i,
  );
  await look(page, 'health-map-found');

  await page.getByRole('radio', { name: 'Table' }).click();
  await expect(page).toHaveURL(/view=table/);
  const rows = page
    .getByRole('region', { name: 'Parts of IE Bank' })
    .getByRole('row')
    .filter({ hasNot: page.getByRole('columnheader') });
  await expect(rows).toHaveCount(vaults);
  await expect(rows.filter({ hasText: /vault/i })).toHaveCount(vaults);
  await find.fill('no such part');
  await expect(
    page.getByText('No part fits these filters.').first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rows.nth(vaults)).toBeVisible();
  await look(page, 'health-map-table');

  await page.getByRole('radio', { name: 'Map' }).click();
  const svg = await download(page, page.getByRole('button', { name: 'SVG' }));
  expect(svg.name).toBe('ie-bank-service-map.svg');
  expect(svg.bytes.toString()).toMatch(/^(<\?xml|<svg)[^]*Database \(prod\)/);
  const png = await download(page, page.getByRole('button', { name: 'PNG' }));
  expect(png.name).toBe('ie-bank-service-map.png');
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(png.bytes.length).toBeGreaterThan(20_000);
});

test('how a part counts is changed, and seen before it holds', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await page.goto(`${DESK}/health`);
  await expect(
    page.getByRole('heading', { name: 'How it has been' }),
  ).toBeVisible();
  await look(page, 'health-tab');
  await page.getByRole('link', { name: 'Change the model' }).click();
  await page
    .getByRole('navigation', { name: 'Parts of the model' })
    .getByRole('button', { name: /^Parts/ })
    .click();
  await page.getByRole('button', { name: 'Change Key Vault' }).click();
  const dialog = page.getByRole('dialog', { name: 'Key Vault' });
  await dialog
    .getByRole('button', { name: /Counts for what is above/ })
    .click();
  await page.getByRole('option', { name: 'not at all', exact: true }).click();
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await look(page, 'health-model-part');
  await dialog.getByRole('button', { name: 'Done' }).click();
  const preview = page.getByRole('region', { name: 'What would change now' });
  await expect(preview).toContainText(/Claims desk: ?unhealthy ?to/);
  await look(page, 'health-model');

  const save = page.getByRole('button', { name: 'Save', exact: true });
  await save.click();
  await expect(page.getByText('Saved. It holds now.')).toBeVisible();
  await page.goto(`${DESK}/service-map`);
  const root = part(page, /^Claims desk, workload/);
  await expect(root).not.toHaveAccessibleName(/unhealthy/, { timeout: 60_000 });
  await expect(part(page, /^Key Vault, key-vault: unhealthy/)).toBeVisible();

  // Back to what holds by default.
  await page.goto(`${DESK}/health?view=model`);
  await page.getByRole('button', { name: 'All as by default' }).click();
  await expect(preview).toContainText(/Claims desk: .*to ?unhealthy/);
  await save.click();
  await expect(page.getByText('Saved. It holds now.')).toBeVisible();
  await page.goto(`${DESK}/service-map`);
  await expect(root).toHaveAccessibleName(/unhealthy/, { timeout: 60_000 });
});

test('a model kept in a file is tried here, and changed there', async ({
  page,
}) => {
  await page.goto(`${BANK}/health?view=model&section=flows`);
  await expect(
    page.getByText('This model is changed in its file'),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Show Transfer money' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Try changes' }).click();
  await page.getByRole('button', { name: 'Remove Log in' }).click();
  await expect(
    page.getByRole('region', { name: 'What would change now' }),
  ).toContainText(/Log in: ?gone/);
  await expect(
    page.getByRole('button', { name: 'Copy the text' }),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Save', exact: true }),
  ).toHaveCount(0);
  await look(page, 'health-model-file');
});

test('a model as text: what is wrong is told with its line', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await page.goto(`${ARCHIVE}/health?view=model&section=yaml`);
  const editor = page.getByRole('textbox', { name: 'Health model' });
  await editor.fill(ARCHIVE_MODEL.replace(': critical', ': urgent'));
  await expect(
    page.getByRole('button', {
      name: /^Line 9, .*criticality: expected .*critical/,
    }),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Save', exact: true }),
  ).toBeDisabled();
  await look(page, 'health-model-wrong');
  await page.getByRole('button', { name: /^Line 9, / }).click();
  await expect(editor).toBeFocused();

  await editor.fill(ARCHIVE_MODEL);
  await expect(
    page.getByRole('region', { name: 'What would change now' }),
  ).toContainText(/Find a record: ?new/);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved. It holds now.')).toBeVisible();
});

test('maintenance keeps an alert quiet until it ends', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto(`${ARCHIVE}/health`);
  const card = page.getByRole('region', { name: 'Maintenance' });
  await card.getByRole('button', { name: 'Announce maintenance' }).click();
  const dialog = page.getByRole('dialog', { name: 'Announce maintenance' });
  await dialog.getByRole('button', { name: 'Announce' }).click();
  await expect(dialog.getByText('Say it in a few words')).toBeVisible();
  await dialog.getByLabel('Reason').fill('The tapes move to another room');
  await look(page, 'maintenance-new');
  await dialog.getByRole('button', { name: 'Announce' }).click();
  await expect(dialog).toBeHidden();
  const windows = card.getByRole('list', {
    name: 'Maintenance of this workload',
  });
  await expect(windows).toContainText('now: The tapes move to another room');

  await send(page, '/signals', {
    reports: [
      {
        ...RESTORE,
        name: 'Restore of a sample',
        state: 'unhealthy',
        context: 'no tape could be read',
        minutes: 30,
      },
    ],
  });
  await page.goto(`${ARCHIVE}/service-map`);
  const root = part(page, /^Records archive, workload: unhealthy/);
  await expect(root).toBeVisible({ timeout: 60_000 });
  await root.press('Enter');
  await expect(
    page.getByRole('complementary', { name: 'About Records archive' }),
  ).toContainText('Quiet: maintenance');

  await page.goto(`${ARCHIVE}/health`);
  await expect(page.getByText('No incident so far')).toBeVisible();
  await look(page, 'maintenance');
  await windows
    .getByRole('button', { name: 'End now: The tapes move to another room' })
    .click();
  await page
    .getByRole('dialog', { name: 'End this maintenance now?' })
    .getByRole('button', { name: 'End now' })
    .click();
  await expect(
    card.getByText('No maintenance goes on or is announced'),
  ).toBeVisible();
  // It is as ill as before, and nobody works on it any more.
  await expect(async () => {
    await page.goto('/workloads/incidents');
    await expect(
      page.getByRole('row', { name: /Records archive/ }),
    ).toContainText('open', { timeout: 10_000 });
  }).toPass({ timeout: 90_000 });
});

test('an incident ends, and what was learned is published', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await page.goto('/workloads/incidents');
  await expect(page.getByRole('row', { name: /IE Bank/ })).toContainText(
    'acknowledged',
  );
  await look(page, 'incidents');
  await page
    .getByRole('link', { name: /^\d+: Records archive is unhealthy/ })
    .click();
  await expect(page).toHaveURL(/incidents\/\d+$/);
  const address = page.url();
  const facts = page.locator('dl[aria-label="At a glance"]');
  await expect(facts).toContainText('open');
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Acknowledge' })
    .click();
  await expect(facts).toContainText('acknowledged');

  // That nothing is heard any more would not end it.
  await send(page, '/signals', {
    reports: [{ ...RESTORE, name: 'Restore of a sample', state: 'healthy' }],
  });
  // Its page follows.
  await expect(facts).toContainText(/over/, { timeout: 120_000 });
  const review = page.getByRole('region', { name: 'Review' });
  await expect(review).toContainText('Its root cause shall be written down');
  await review.getByRole('button', { name: 'Write the review' }).click();
  await review.getByLabel('Root cause').fill('');
  await review.getByRole('button', { name: 'Publish' }).click();
  await expect(
    review.getByText('Write the root cause before it is published').first(),
  ).toBeVisible();
  await review
    .getByLabel('Root cause')
    .fill('The reader of the tapes was **not cleaned** for a year.');
  await review.getByRole('button', { name: 'Add an action' }).click();
  await review
    .getByRole('group', { name: 'Action 1' })
    .getByLabel('What is to be done')
    .fill('Clean the reader every month');
  await look(page, 'incident-review-write');
  await review.getByRole('button', { name: 'Save draft' }).click();
  await expect(review).toContainText(/Draft, last saved by/);
  await review.getByRole('button', { name: 'Change' }).click();
  await review.getByRole('button', { name: 'Publish' }).click();
  await expect(review).toContainText(/Published, last changed by guest/i);
  await expect(review.getByText('not cleaned')).toBeVisible();
  await expect(review).toContainText('Clean the reader every month');
  await look(page, 'incident-review');

  await send(page, '/signals/remove', { signals: [RESTORE] });

  // Nothing of it waits any more.
  await page.goto('/workloads/incidents?review=published');
  await expect(
    page.getByRole('row', { name: /Records archive/ }),
  ).toContainText('published');
  await page.goto(`${ARCHIVE}/health?view=model&section=yaml`);
  await page.getByRole('button', { name: 'All as by default' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved. It holds now.')).toBeVisible();
  await page.goto(address);
  await expect(facts).toContainText('over');
});

test('which of all: filters, views, groups and a file of just these', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const choose = async (filter: RegExp, option: RegExp) => {
    await page.getByRole('button', { name: filter }).click();
    await page.getByRole('option', { name: option }).click();
    await page.keyboard.press('Escape');
  };
  await page.goto('/workloads');
  await expect(page.getByText(/^6 workloads/)).toBeVisible();
  await look(page, 'portfolio');
  await choose(/Health$/, /^unhealthy \(\d\)$/);
  await expect(page).toHaveURL(/health=unhealthy/);
  await expect(page.getByRole('row', { name: /Claims desk/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Card payments/ })).toBeHidden();
  await page.getByRole('columnheader', { name: 'Workload' }).click();
  await expect(page).toHaveURL(/orderBy=title/);
  const shown = await shownWorkloads(page);
  expect(shown[0]).toBe('Claims desk');

  const csv = await download(
    page,
    page.getByRole('button', { name: 'CSV', exact: true }),
  );
  const lines = csv.bytes.toString().trim().split(/\r?\n/);
  expect(csv.name).toMatch(/^workloads-.*\.csv$/);
  expect(lines).toHaveLength(1 + shown.length);
  shown.forEach((title, place) => expect(lines[place + 1]).toContain(title));

  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: /^Save this view/ }).click();
  const saving = page.getByRole('dialog', { name: 'Save this view' });
  await saving.getByLabel('Name').fill('What is ill');
  await look(page, 'portfolio-save-view');
  await saving.getByRole('button', { name: 'Save' }).click();
  await expect(saving).toBeHidden();
  await page.goto('/workloads');
  await expect(page.getByText(/^6 workloads/)).toBeVisible();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'What is ill' }).click();
  await expect(page).toHaveURL(/health=unhealthy.*orderBy=title/);
  await expect.poll(() => shownWorkloads(page)).toEqual(shown);

  await page.goto('/workloads');
  await page.getByRole('button', { name: /Group by$/ }).click();
  await page.getByRole('option', { name: 'By domain' }).click();
  const groups = page.getByRole('table', { name: /^Workloads by/ });
  await expect(
    groups.getByRole('row').filter({ hasText: 'Insurance' }),
  ).toContainText('1 unhealthy');
  await look(page, 'portfolio-domains');
  await groups
    .getByRole('link', { name: /^Show the workloads of insurance/i })
    .click();
  await expect(page).toHaveURL(/domain=domain/);
  await expect.poll(() => shownWorkloads(page)).toEqual(['Claims desk']);
});

test('rows stay as they are while live updates pause', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('/workloads?search=archive');
  const row = page.getByRole('row', { name: /Records archive/ });
  await expect(row).toContainText('unknown');
  const live = page.getByRole('button', { name: 'Live updates' });
  await live.press('Space');
  await expect(live).toHaveAttribute('aria-pressed', 'false');
  await send(page, '/signals', {
    reports: [
      {
        ...RESTORE,
        name: 'Restore of a sample',
        state: 'degraded',
        minutes: 5,
      },
    ],
  });
  await expect(page.getByText('1 row changed meanwhile')).toBeVisible();
  await expect(row).toContainText('unknown');
  await look(page, 'portfolio-paused');
  await live.press('Space');
  await expect(row).toContainText('degraded');
  await expect(live).toBeFocused();
  await send(page, '/signals/remove', { signals: [RESTORE] });
  await expect(row).toContainText('unknown');
});

test('who may not is told so, and what fails says why', async ({ page }) => {
  test.setTimeout(120_000);
  const answer = (status: number, name: string, message: string) => ({
    status,
    json: { error: { name, message }, response: { statusCode: status } },
  });
  await page.route('**/api/workload/workloads/**/map*', route =>
    route.fulfill(answer(403, 'NotAllowedError', 'You own nothing of IE Bank')),
  );
  await page.goto(`${BANK}/service-map`);
  await expect(page.getByText('You may not see this')).toBeVisible();
  await expect(page.getByText(/You own nothing of IE Bank/)).toBeVisible();
  await look(page, 'health-map-forbidden');

  await page.route('**/api/workload/incidents?**', route =>
    route.fulfill(answer(503, 'ServiceUnavailableError', 'The list is away')),
  );
  await page.goto('/workloads/incidents');
  await expect(page.getByText(/The list is away/)).toBeVisible();
  await look(page, 'incidents-failed');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(
    page.getByRole('row', { name: /Records archive/ }),
  ).toBeVisible();
  await page.goto('/workloads/incidents/999999');
  await expect(page.getByText('There is no incident 999999')).toBeVisible();
});

test('health in the dark, and on a phone', async ({ page }) => {
  test.setTimeout(360_000);
  await page.goto('/workloads/incidents');
  const address = await page
    .getByRole('link', { name: /^\d+: .*Database \(prod\)/ })
    .getAttribute('href');
  const pages: [string, string, string | RegExp][] = [
    ['portfolio', '/workloads', /^6 workloads/],
    ['domains', '/workloads?groupBy=domain', 'Insurance'],
    ['incidents', '/workloads/incidents', 'Somebody on it'],
    ['incident', address!, 'Who is called'],
    ['map', `${BANK}/service-map`, 'Database (prod)'],
    ['tab', `${BANK}/health`, 'How it has been'],
    ['model', `${DESK}/health?view=model`, 'Key Vault'],
    ['yaml', `${BANK}/health?view=model&section=yaml`, 'HealthModel'],
  ];
  const visit = async (how: string) => {
    for (const [name, at, text] of pages) {
      await page.goto(at);
      await expect(page.getByText(text).first()).toBeVisible();
      await look(page, `health-${name}-${how}`);
      await fits(page, `${name} ${how}`);
    }
    await page.goto(`${BANK}/service-map?node=${encodeURIComponent(DATABASE)}`);
    await expect(
      page.getByRole('complementary', { name: 'About Database (prod)' }),
    ).toContainText('IE Bank SRE rota (24/7)');
    await look(page, `health-node-${how}`);
    await fits(page, `node ${how}`);
  };
  await page.setViewportSize({ width: 390, height: 844 });
  await visit('phone');
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.addInitScript(() => localStorage.setItem('theme', 'dark'));
  await visit('dark');
});
