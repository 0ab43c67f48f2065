import { readFileSync } from 'node:fs';
import { Locator, Page, expect, test } from '@playwright/test';
import { look } from './look';

test.describe.configure({ mode: 'serial' });

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

test('what burns, and how do we know?', async ({ page }) => {
  test.setTimeout(180_000);
  const latency = page.getByRole('region', { name: 'Latency', exact: true });
  // After a start the catalog is read, and alerts within a minute.
  await expect(async () => {
    await page.goto('/catalog/default/system/deal-fraud-model/slo');
    await expect(latency).toContainText(/Medium: .* firing for/, {
      timeout: 10_000,
    });
  }).toPass({ timeout: 120_000 });
  await expect(latency).toContainText('Burning slowly');
  await expect(latency).toContainText('99% over 28 days');
  await expect(
    latency.getByText('Roll out one stamp at a time, with a rollback at hand'),
  ).toBeVisible();
  await expect(
    latency.getByRole('list', { name: /^What happened meanwhile/ }),
  ).toContainText('deployment: Model version 14');
  await look(page, 'slo-tab');

  await latency
    .getByRole('button', { name: 'How so? Explain: Error budget' })
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Error budget of Latency');
  await expect(dialog).toContainText('deal-fraud-latency.good');
  await expect(dialog).toContainText(/good, .* bad, .* in all/);
  await look(page, 'slo-explained');
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await latency.getByRole('button', { name: /^Alerts/ }).click();
  await expect(
    latency.getByRole('list', { name: 'All alerts of Latency' }),
  ).toContainText(/quiet for/);
  await latency
    .getByRole('button', { name: 'Numbers behind the chart' })
    .click();
  const days = latency.getByRole('region', {
    name: 'Numbers behind the chart of Latency',
  });
  await expect(days.getByRole('row').nth(29)).toBeVisible();
  await latency.scrollIntoViewIfNeeded();
  await look(page, 'slo-behind-the-chart');

  // Of each stamp, and what all of them together may promise.
  await expect(
    page.getByRole('region', { name: 'Availability in Brazil South' }),
  ).toContainText('Budget low');
  const agreement = page.getByRole('region', {
    name: 'What the SLA rests on',
  });
  await expect(agreement).toContainText('Deal desk agreement');
  await expect(agreement).toContainText(/1 − \(1 − .*\)/);
  await agreement.scrollIntoViewIfNeeded();
  await look(page, 'slo-agreement');
});

test('an hour that must not count is taken out and put back', async ({
  page,
}) => {
  test.setTimeout(180_000);
  // Who may is known when the catalog has read who is in which team.
  const add = page.getByRole('button', { name: 'Add maintenance' });
  await expect(async () => {
    await page.goto('/catalog/default/system/ie-bank/slo');
    await expect(add).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 120_000 });
  await expect(
    page.getByText('Portal uptime is looser than its SLA'),
  ).toBeVisible();
  await add.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByText('At least 10 characters')).toBeVisible();
  await dialog.getByLabel('Reason').fill('The database moves to a new zone');
  await look(page, 'slo-maintenance-new');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog).toBeHidden();
  const list = page.getByRole('list', { name: 'Maintenance of this workload' });
  await expect(list).toContainText('Planned: The database moves');
  await list.scrollIntoViewIfNeeded();
  await look(page, 'slo-maintenance');
  // A notification in the corner may cover what is at the end of the page.
  await page.reload();
  await list.getByRole('button', { name: /^Take back/ }).click();
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await expect(dialog).toBeHidden();
  await expect(list).toContainText('Taken back: The database moves');
});

test('which of all need someone?', async ({ page }) => {
  await page.goto('/slo');
  await expect(page).toHaveURL(/\/slo\/objectives/);
  await expect(
    page.getByRole('heading', { name: '1 needs someone now, 2 soon' }),
  ).toBeVisible();
  const rows = page
    // The shares above the table are a grid as well: only tables have heads.
    .getByRole('grid')
    .filter({ has: page.getByRole('columnheader') })
    .getByRole('row')
    .filter({ hasNot: page.getByRole('columnheader') });
  // The most urgent first.
  await expect(rows.first()).toContainText('Price feed');
  await expect(rows.first()).toContainText('Critical');
  await look(page, 'slos');

  await page.getByRole('button', { name: /^Looser than its SLA \d/ }).click();
  await expect(page).toHaveURL(/agreement=error/);
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('Below SLA');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('searchbox').fill('sign');
  await expect(page.getByText('1 SLO', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('button', { name: /State$/ }).click();
  await page.getByRole('option', { name: 'Burning slowly' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/state=slow-burn/);
  await expect(rows).toHaveCount(1);
  const filtered = await download(
    page,
    page.getByRole('button', { name: 'CSV' }),
  );
  const lines = filtered.bytes.toString('utf8').trim().split(/\r?\n/);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('deal-fraud-latency');

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('columnheader', { name: 'Budget left' }).click();
  await expect(page).toHaveURL(/sort=remaining/);
  await expect(rows.first()).toContainText('12% left');
  await page.getByRole('columnheader', { name: 'Budget left' }).click();
  await expect(rows.first()).toContainText('99% left');
});

test('what did we keep last month?', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto('/slo');
  const uptime = page.getByRole('link', { name: 'Portal uptime', exact: true });
  await uptime.click();
  await expect(page).toHaveURL(/ie-bank\/slo#slo-/);
  await page.getByRole('link', { name: 'Monthly reports' }).click();
  // Reports are made some minutes after a start.
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: /^IE Bank, / })).toBeVisible(
      { timeout: 5_000 },
    );
  }).toPass({ timeout: 180_000 });
  await expect(page).toHaveURL(/reports\/default\/ie-bank\/\d{4}-\d\d$/);
  await expect(
    page.getByRole('table', { name: 'Promises to clients' }),
  ).toContainText('IE Bank client agreement: availability');
  await look(page, 'slo-report');
  const csv = await download(page, page.getByRole('button', { name: 'CSV' }));
  expect(csv.name).toMatch(/^slo-report-ie-bank-\d{4}-\d\d\.csv$/);
  expect(csv.bytes.toString('utf8')).toContain('Portal uptime');
  const pdf = await download(page, page.getByRole('button', { name: 'PDF' }));
  expect(pdf.name).toMatch(/^slo-report-ie-bank-\d{4}-\d\d\.pdf$/);
  expect(pdf.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(pdf.bytes.length).toBeGreaterThan(4_000);
});

test('SLOs in the dark, and on a phone', async ({ page }) => {
  test.setTimeout(120_000);
  const pages = [
    ['tab', '/catalog/default/system/ie-bank/slo', 'Portal uptime is looser'],
    ['page', '/slo', 'SLOs of 5 workloads'],
    ['report', '/slo/reports/default/ie-bank', 'Promises to clients'],
  ];
  const visit = async (how: string) => {
    for (const [name, address, text] of pages) {
      await page.goto(address);
      await expect(page.getByText(text).first()).toBeVisible();
      await look(page, `slo-${name}-${how}`);
      const { scrollWidth, clientWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        clientWidth: document.documentElement.clientWidth,
      }));
      expect(scrollWidth, `${name} ${how}`).toBeLessThanOrEqual(clientWidth);
    }
  };
  await page.setViewportSize({ width: 390, height: 844 });
  await visit('phone');
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.addInitScript(() => localStorage.setItem('theme', 'dark'));
  await visit('dark');
});
