/** Everybody can use each page: rules of WCAG 2.2 AA, in both colours, by keyboard, on a small screen. */
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { expect, test } from './harbour.ts';

const screens: Record<string, string> = {
  'the runs list': '/',
  'a filtered runs list': '/?status=failure&branch=main',
  'an empty filter': '/?branch=nowhere',
  'a running run': '/runs/7312846153901',
  'the cancel dialog': '/runs/7312846153901?ask=cancel',
  'a failed run': '/runs/7312846153900',
  'a run without jobs': '/runs/7312846153897',
  'a run of 259 jobs': '/runs/7312846153895',
  'a failed job': '/runs/7312846153900/jobs/unit',
  'a marked and searched log': '/runs/7312846153900/jobs/unit?q=test&hit=2&ts=1&groups=3:1#step:3:5-7',
  'a waiting job': '/runs/7312846153901/jobs/package',
  'a running job': '/runs/7312846153901/jobs/integration',
  deliveries: '/deliveries',
  repositories: '/repositories',
  'the connect form': '/repositories?connect=1',
  'the dispatch form': '/repositories?dispatch=harbour/quay',
  'the disconnect dialog': '/repositories?disconnect=harbour/quay',
  keys: '/keys',
  'a missing page': '/nowhere',
};

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function settled(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading').first()).toBeVisible();
  await expect(page.getByText('Loading')).toHaveCount(0);
}

async function faults(page: Page): Promise<string[]> {
  // What happens to stand half behind the tool bar now does not when it is scrolled.
  await page.evaluate(() => scrollTo(0, 0));
  await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
      runOnly: { type: 'tag', values: tags },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
    );
  }, rules);
}

for (const [name, path] of Object.entries(screens)) {
  test(`${name} meets WCAG 2.2 AA in both colours`, async ({ page }) => {
    await settled(page, path);
    expect(await faults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await faults(page)).toEqual([]);
  });
}

test.describe('for those who have no data, no connection or no token', () => {
  for (const mood of ['down', 'locked'] as const) {
    test(`the page of a platform that is ${mood} meets WCAG 2.2 AA`, async ({ page, platform }) => {
      platform.api.mood = mood;
      await page.goto('/');
      await expect(page.getByRole('button', { name: /Try again|Sign in/ })).toBeVisible();
      expect(await faults(page)).toEqual([]);
    });
  }
});
