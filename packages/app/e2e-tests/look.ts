import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { Page, expect } from '@playwright/test';

export const ROOT = path.resolve(__dirname, '../../..');
const SCREENS = path.join(ROOT, '.portal/reports/screens');

/** Keeps what an engineer would see, and lets axe look at it too. */
export async function look(page: Page, name: string) {
  await page.screenshot({ path: path.join(SCREENS, `${name}.png`) });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    // Backstage's own frame: side bar, entity header and the tabs of a page's header.
    .exclude('nav')
    .exclude('[aria-label="Toolbar tabs"]')
    // What React Aria has just had screen readers say.
    .exclude('[data-live-announcer]')
    .analyze();
  const findings = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(node => node.target).join(' ')}`,
  );
  expect(findings, `axe on ${name}`).toEqual([]);
}

/** Opens a tab of the workload's page; the side bar has links of the same names. */
export async function openTab(page: Page, name: string) {
  await page
    .getByRole('navigation')
    .filter({ has: page.getByRole('link', { name: 'Service map' }) })
    .getByRole('link', { name, exact: true })
    .click();
}
