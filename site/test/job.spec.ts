import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { JobSummary, LogEvent, Run } from '../src/contract/types';
import { expect, place, test, type Platform } from './harbour.ts';

const unit = '/runs/7312846153900/jobs/unit';
const long = '/runs/7312846153900/jobs/integration';

const line = (page: Page, number: number, step = 3) =>
  page.locator('.line', { has: page.locator(`a[href="#step:${step}:${number}"]`) });
const step = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) });

test('shows steps with state and duration, those that failed open', async ({ page }) => {
  await page.goto(unit);
  await expect(step(page, 'Run the tests Failed')).toHaveAttribute('aria-expanded', 'true');
  await expect(step(page, 'Set up job Succeeded')).toHaveAttribute('aria-expanded', 'false');
  await expect(step(page, 'Upload the report Skipped')).toBeVisible();
  await expect(page.getByText('src/tide/LeapYear.java:42: February 2028 has 29 days')).toBeVisible();
});

test('opening and shutting steps and groups is in the address', async ({ page }) => {
  await page.goto(unit);
  await step(page, 'Set up job').click();
  await step(page, 'Run the tests').click();
  expect(place(page)).toBe(`${unit}?open=0&shut=3`);
  await step(page, 'Run the tests').click();
  expect(place(page)).toBe(`${unit}?open=0.3`);
  const group = page.getByRole('button', { name: 'Environment' });
  await expect(page.getByText('LANG=C.UTF-8')).toHaveCount(0);
  await group.click();
  await expect(page.getByText('LANG=C.UTF-8')).toBeVisible();
  await step(page, 'Check out the sources').click();
  expect(place(page)).toBe(`${unit}?open=0.3&shut=1&groups=3:1`);
  await page.reload();
  await expect(group).toHaveAttribute('aria-expanded', 'true');
  await expect(step(page, 'Check out the sources')).toHaveAttribute('aria-expanded', 'false');
});

test('terminal colours: the sixteen, 256 and true ones, in both themes', async ({ page }) => {
  const colours = (text: string) =>
    page
      .locator('.line span', { hasText: text })
      .last()
      .evaluate((element) => {
        const { color, backgroundColor, fontWeight } = getComputedStyle(element);
        return { color, backgroundColor, fontWeight };
      });
  await page.goto(unit);
  expect(await colours('PASS')).toMatchObject({ color: 'rgb(24, 112, 63)', fontWeight: '700' });
  expect(await colours('deep water')).toMatchObject({
    color: 'rgb(255, 255, 255)',
    backgroundColor: 'rgb(20, 60, 90)',
  });
  expect(await colours('inverse')).toMatchObject({
    color: 'rgb(255, 255, 255)',
    backgroundColor: 'rgb(19, 36, 44)',
  });
  const sunset = await colours('sunset');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colours('PASS')).toMatchObject({ color: 'rgb(99, 210, 145)' });
  expect((await colours('sunset')).color).toBe('rgb(255, 120, 40)');
  expect(sunset.color).not.toBe('rgb(255, 120, 40)'); // it could not be read on white
});

test('search counts, goes forth and back, and ends with Escape', async ({ page }) => {
  await page.goto(unit);
  const field = page.getByRole('searchbox', { name: 'Search the log' });
  await expect(field).toBeVisible();
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  await page.keyboard.type('lifttest');
  await expect(page.getByText('– / 2')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 / 2')).toBeVisible();
  await expect(page.locator('.current')).toHaveText('LiftTest');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 / 2')).toBeVisible();
  expect(place(page)).toBe(`${unit}?q=lifttest&hit=2`);
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 / 2')).toBeVisible();
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByText('2 / 2')).toBeVisible();
  await page.getByRole('button', { name: 'Previous match' }).click();
  await expect(page.getByText('1 / 2')).toBeVisible();
  await expect(page.getByText('Match 1 of 2 matches')).toBeAttached();
  await field.press('Escape');
  expect(place(page)).toBe(unit);
  await expect(page.locator('.match, .current')).toHaveCount(0);
});

test('a match in a group that is shut, in a step that is shut, is brought to view', async ({ page }) => {
  await page.goto(long);
  await expect(step(page, 'Install dependencies')).toHaveAttribute('aria-expanded', 'false');
  await page.getByRole('searchbox').fill('harbour-part-199');
  await page.getByRole('searchbox').press('Enter');
  await expect(page.locator('.current')).toBeInViewport();
  await expect(page.locator('.current')).toHaveText('harbour-part-199');
});

test('what is not there is counted too', async ({ page }) => {
  await page.goto(`${unit}?q=kraken`);
  await expect(page.getByText('none')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next match' })).toBeDisabled();
});

test('timestamps come and go, and are in the address', async ({ page }) => {
  await page.goto(unit);
  const toggle = page.getByRole('button', { name: 'Timestamps' });
  await expect(page.locator('.line time')).toHaveCount(0);
  await toggle.click();
  await expect(page.locator('.line time').first()).toHaveText(/^\d\d:\d\d:\d\d\.\d{3}$/);
  expect(place(page)).toBe(`${unit}?ts=1`);
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
});

test('a line has a link, and with Shift a range', async ({ page }) => {
  await page.goto(unit);
  await page.getByRole('link', { name: 'Link to line 5', exact: true }).click();
  expect(place(page)).toBe(`${unit}#step:3:5`);
  await expect(line(page, 5)).toHaveClass(/marked/);
  await page.getByRole('link', { name: 'Link to line 8', exact: true }).click({ modifiers: ['Shift'] });
  expect(place(page)).toBe(`${unit}#step:3:5-8`);
  await expect(page.locator('.marked')).toHaveCount(4);
});

test('a link to a line opens what hides it and brings it to view', async ({ page }) => {
  await page.goto(`${long}#step:2:200-201`);
  await expect(line(page, 200, 2)).toBeInViewport();
  await expect(page.locator('.marked')).toHaveCount(2);
  await expect(line(page, 200, 2)).toContainText('harbour-part-198');
});

test('lines are reached with arrow keys from one stop of the Tab key', async ({ page }) => {
  await page.goto(`${unit}#step:3:6`);
  await expect(page.locator('a.number[tabindex="0"]')).toHaveCount(1);
  await page.locator('a.number[tabindex="0"]').focus();
  await expect(page.getByRole('link', { name: 'Link to line 6', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: 'Link to line 8', exact: true })).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  expect(place(page)).toBe(`${unit}#step:3:6-8`);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(place(page)).toBe(`${unit}#step:3:9`);
});

test.describe('a log of 100,000 lines', () => {
  test('is drawn only where it is seen, from end to end', async ({ page }) => {
    await page.goto(`${long}#step:3:99000`);
    await expect(line(page, 99_000)).toBeInViewport();
    await expect(line(page, 99_000)).toContainText('test 98987: ok');
    expect(await page.locator('.line').count()).toBeLessThan(150);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
    await expect(page.locator('.line').first()).toContainText(/test (4|5)\d{4}: ok/);
    await page.keyboard.press('End');
    await expect(page.getByText('Complete job')).toBeInViewport();
    expect(await page.locator('.line').count()).toBeLessThan(150);
  });

  test('shows no gap while it is scrolled', async ({ page }) => {
    await page.goto(`${long}?open=3`);
    await expect(line(page, 20)).toBeVisible();
    const blank = await page.evaluate(async () => {
      const frame = (): Promise<number> => new Promise((next) => requestAnimationFrame(next));
      let blank = 0;
      for (let i = 0; i < 90; i++) {
        scrollBy(0, 300);
        await frame();
        await frame();
        const middle = document.elementFromPoint(innerWidth * 0.6, innerHeight / 2);
        blank += middle?.closest('.line') == null ? 1 : 0;
      }
      return blank;
    });
    expect(blank).toBe(0);
  });

  test('is searched as a whole', async ({ page }) => {
    await page.goto(`${long}?q=test 98765:&hit=1`);
    // The whole log is fetched first, page by page.
    await expect(page.locator('.current')).toBeInViewport({ timeout: 45_000 });
    await expect(page.getByText('1 / 1')).toBeVisible();
  });
});

/** A platform whose integration job prints what a test gives it. */
function printing(platform: Platform): { print: (...texts: string[]) => void; end: () => void } {
  const events: LogEvent[] = [{ t: new Date().toISOString(), s: 1, e: 'start', name: 'Talk' }];
  let isOver = false;
  platform.world.log = (_, after) => ({
    events: events.slice(Number(after ?? 0)),
    nextToken: String(events.length),
    done: isOver,
  });
  return {
    print: (...texts) => events.push(...texts.map((m) => ({ t: new Date().toISOString(), s: 1, m }))),
    end: () => {
      isOver = true;
      const run = platform.world.runs[0] as Run;
      const over = (job: JobSummary): JobSummary => ({
        ...job,
        status: 'completed',
        conclusion: 'success',
        completedAt: new Date().toISOString(),
      });
      platform.world.runs[0] = {
        ...run,
        jobs: run.jobs.map((job) => (job.key === 'integration' ? over(job) : job)),
      };
    },
  };
}

const running = '/runs/7312846153901/jobs/integration';

test('lines of a running job come as they are printed, until its end', async ({ page, platform }) => {
  const job = printing(platform);
  job.print('hello');
  await page.goto(running);
  await expect(page.getByText('hello')).toBeVisible();
  job.print('and again');
  await expect(page.getByText('and again')).toBeVisible();
  await expect(page.locator('.heading .badge')).toHaveText('Running');
  job.end();
  await expect(page.locator('.heading .badge')).toHaveText('Succeeded');
  await expect(page.getByText('and again')).toBeVisible(); // what was read does not jump shut
});

test('following keeps the end in view, until the reader looks elsewhere', async ({ page, platform }) => {
  const job = printing(platform);
  const many = (from: number): string[] => Array.from({ length: 150 }, (_, index) => `line ${from + index}`);
  job.print(...many(0));
  await page.goto(running);
  await page.getByRole('button', { name: 'Follow' }).click();
  await expect(page.getByText('line 149')).toBeInViewport();
  job.print(...many(150));
  await expect(page.getByText('line 299')).toBeInViewport();
  expect(place(page)).toBe(`${running}?follow=1`);
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, -600);
  await expect(page.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'false');
  job.print(...many(300));
  await expect(page.locator('section[aria-label="Log"]')).toBeVisible();
  await expect(page.getByText('line 449')).not.toBeInViewport();
});

test('a job of a matrix can be opened by its address', async ({ page }) => {
  await page.goto('/runs/7312846153895/jobs/moor.200');
  await expect(page.getByRole('heading', { level: 1, name: 'moor (13, 8 m)' })).toBeVisible();
  const here = page.getByRole('complementary').getByRole('link', { name: 'moor (13, 8 m)' });
  await expect(here).toHaveAttribute('aria-current', 'page');
  await expect(here).toBeInViewport();
});

test('a job that waits says for what', async ({ page }) => {
  await page.goto('/runs/7312846153901/jobs/package');
  await expect(page.getByText('It begins after test, integration.')).toBeVisible();
});

test('earlier attempts are there, and a job runs again alone', async ({ page }) => {
  await page.goto(unit);
  const attempts = page.getByRole('navigation', { name: 'Attempts' });
  await expect(attempts.getByRole('link', { name: '2' })).toHaveAttribute('aria-current', 'true');
  await attempts.getByRole('link', { name: '1' }).click();
  expect(place(page)).toBe(`${unit}?attempt=1`);
  await expect(page.getByText('expected <29> but was <28>')).toBeVisible();
  await page.getByRole('button', { name: 'Re-run this job' }).click();
  await expect(page.locator('.heading .badge')).toHaveText('Queued');
  await expect(attempts.getByRole('link')).toHaveText(['1', '2', '3']);
  expect(place(page)).toBe(unit);
});

test('the whole log can be kept as a file', async ({ page }) => {
  await page.goto(unit);
  await expect(step(page, 'Run the tests')).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('7312846153900-unit-2.log');
  const text = await readFile((await file.path()) ?? '', 'utf8');
  expect(text).toContain('=== Run the tests\n');
  expect(text).toMatch(/Z \[error\] Process completed with exit code 1\.\n/);
});

test('rows stay in their places on a small screen with times and wide characters', async ({
  page,
  platform,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const job = printing(platform);
  job.print(
    ...Array.from({ length: 400 }, (_, index) => `${index} 港の潮位表 ${'漢字'.repeat(index % 40)}\tend`),
  );
  await page.goto(`${running}?ts=1#step:1:300`);
  await expect(line(page, 300, 1)).toBeInViewport();
  const { overlap, log, last } = await page.evaluate(async () => {
    scrollTo(0, document.documentElement.scrollHeight);
    await new Promise((next) => setTimeout(next, 300));
    const boxes = [...document.querySelectorAll('.line')].map((row) => row.getBoundingClientRect());
    const overlap = boxes.some((box, index) => index > 0 && box.top < (boxes[index - 1]?.bottom ?? 0) - 1);
    const log = document.querySelector('.frame')?.getBoundingClientRect().bottom ?? 0;
    return { overlap, log, last: boxes.at(-1)?.bottom ?? 0 };
  });
  expect(overlap).toBe(false);
  expect(Math.abs(log - last)).toBeLessThan(2);
});
