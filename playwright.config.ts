import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';

// Set once, so that the processes that Playwright starts agree.
process.env.PORTAL_TEST_PORT ??= String(
  17_000 + Math.floor(Math.random() * 2_000),
);
const PORT = Number(process.env.PORTAL_TEST_PORT);

// The portal under test gets a data folder of its own, so that every run is a first start.
const data =
  process.env.PORTAL_TEST_DATA ??
  mkdtempSync(path.join(os.tmpdir(), 'portal-walk-'));
process.env.PORTAL_TEST_DATA = data;

export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  timeout: 90_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 1,
  reporter: [['list'], ['json']],
  outputDir: '.portal/reports/browser',
  use: {
    baseURL: `http://localhost:${PORT}`,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `./portal start --port ${PORT} --data ${data}`,
    url: `http://localhost:${PORT}/workloads`,
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    reuseExistingServer: false,
  },
});
