/** Everybody can use each page: rules of WCAG 2.2 AA, in both colours, by keyboard, on a small screen. */
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import type { Run } from '../src/contract/types';
import { cancel } from '../mock/world.ts';
import { expect, test } from './harbour.ts';

const arn = 'arn:aws:states:us-east-1:000000000000';

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
  'the workflow files': '/repositories/harbour/quay/workflows',
  'a workflow file': '/repositories/harbour/quay/workflows/ci.yml?event=pull_request',
  'a broken workflow file': '/repositories/harbour/quay/workflows/night.yml',
  'the machines list': '/machines',
  'a machine': `/machines/${arn}:stateMachine:load-a-ship?definition=1`,
  'an execution': `/executions/${arn}:execution:load-a-ship:aurora?state=Use%20one%20crane`,
  'a failed execution': `/executions/${arn}:execution:call-the-pilot:night?state=Call`,
  'a waiting execution': `/executions/${arn}:execution:wait-for-customs:held?state=Ask%20customs`,
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

test.describe('by keyboard', () => {
  test('the first stop leads past the navigation', async ({ page }) => {
    await settled(page, '/');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('Repository')).toBeFocused();
  });

  test('every stop of every page can be seen to be one', async ({ page }) => {
    for (const path of [
      '/',
      '/runs/7312846153900',
      '/runs/7312846153900/jobs/unit',
      '/deliveries',
      '/repositories',
    ]) {
      await settled(page, path);
      for (let stops = 0; stops < 40; stops++) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          const ring = (style: CSSStyleDeclaration): boolean =>
            style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
          return {
            isEnd: element === document.body,
            isSeen: ring(getComputedStyle(element)) || ring(getComputedStyle(element, '::after')),
            html: element.outerHTML.slice(0, 120),
          };
        });
        if (stop.isEnd) {
          break;
        }
        expect(stop.isSeen, `${path}: ${stop.html}`).toBe(true);
      }
    }
  });

  test('j and k go along a list, Enter opens, ? explains', async ({ page }) => {
    await settled(page, '/');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect(page.getByRole('link', { name: 'Fix the tide table' })).toBeFocused();
    await page.keyboard.press('k');
    await expect(page.getByRole('link', { name: 'Teach the crane' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await expect(page.getByRole('heading', { name: 'Teach the crane' })).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible();
  });

  test('single keys can be turned off', async ({ page }) => {
    await settled(page, '/keys');
    await page.getByLabel('Single keys do something').uncheck();
    await page.goto('/');
    await expect(page.getByRole('list', { name: 'Runs, newest first' })).toBeVisible();
    await page.keyboard.press('j');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  test('the theme goes round: system, dark, light', async ({ page }) => {
    await settled(page, '/');
    const toggle = page.getByRole('button', { name: /^Colours/ });
    await toggle.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await toggle.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await toggle.press('Enter');
    await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  });
});

test('no page is wider than a small screen', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const [name, path] of Object.entries(screens)) {
    await settled(page, path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, name).toBeLessThanOrEqual(320);
  }
});

test('who wants no motion gets none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await settled(page, '/');
  const moving = await page.evaluate(
    () => document.getAnimations().filter((animation) => animation.playState === 'running').length,
  );
  expect(moving).toBe(0);
});

test('what changes is announced', async ({ page, platform }) => {
  await settled(page, '/runs/7312846153901');
  const state = page.locator('[aria-live="polite"]');
  await expect(state).toHaveText('Running');
  platform.world.runs[0] = cancel(platform.world.runs[0] as Run);
  await expect(state).toHaveText('Cancelled');
});

test('each page has one main heading, landmarks and a title of its own', async ({ page }) => {
  const titles = new Set<string>();
  const paths = [
    '/',
    '/runs/7312846153900',
    '/runs/7312846153900/jobs/unit',
    '/deliveries',
    '/repositories',
    '/keys',
  ];
  for (const path of paths) {
    await settled(page, path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(1);
    await expect(page.getByRole('main')).toHaveCount(1);
    await expect(page.getByRole('banner')).toHaveCount(1);
    await expect(page.getByRole('contentinfo')).toHaveCount(1);
    titles.add(await page.title());
  }
  expect(titles.size).toBe(paths.length);
});
