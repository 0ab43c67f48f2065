import { expect, test } from '@playwright/test';

test('a customer logs in and sees the accounts', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('User name').fill('demo');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible();
});
