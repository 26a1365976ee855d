import { defineConfig } from '@playwright/test';
import { chromium } from './tools/chromium.mjs';

const executablePath = chromium();

// `mock` needs the built site and nothing else; `platform` a running Slipway (SLIPWAY_URL, SLIPWAY_SAMPLE).
export default defineConfig({
  testDir: 'test',
  outputDir: 'target/browser',
  forbidOnly: true,
  workers: 2,
  fullyParallel: true,
  reporter: [['list']],
  // Builds share their machine with others.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    ...(executablePath === undefined ? {} : { launchOptions: { executablePath } }),
  },
  projects: [
    { name: 'mock', testIgnore: ['platform.spec.ts', 'pictures.spec.ts'] },
    { name: 'platform', testMatch: 'platform.spec.ts', timeout: 180_000 },
    { name: 'pictures', testMatch: 'pictures.spec.ts', timeout: 600_000 },
  ],
});
