import type { JobSummary, Run } from '../src/contract/types';
import { expect, place, test } from './harbour.ts';

test('the graph shows each job with its state and duration, and leads to it', async ({ page }) => {
  await page.goto('/runs/7312846153900');
  const graph = page.getByRole('group', { name: 'Graph of jobs, left to right' });
  await expect(graph.getByRole('link')).toHaveCount(5);
  await expect(graph.getByRole('link', { name: 'Build: Succeeded, 30 s' })).toBeVisible();
  await expect(graph.getByRole('link', { name: 'Deploy: Skipped' })).toBeVisible();
  const x = async (name: string): Promise<number> =>
    (await graph.getByRole('link', { name }).boundingBox())?.x ?? 0;
  expect(await x('Build')).toBeLessThan(await x('Lint'));
  expect(await x('Lint')).toBe(await x('Unit tests'));
  expect(await x('Lint')).toBeLessThan(await x('Deploy'));
  await graph.getByRole('link', { name: 'Unit tests: Failed, 1 m 04 s' }).click();
  await expect(page.getByRole('heading', { name: 'Unit tests' })).toBeVisible();
  expect(place(page)).toBe('/runs/7312846153900/jobs/unit');
});

test('the list says why a job waits or was skipped', async ({ page }) => {
  await page.goto('/runs/7312846153900');
  await expect(page.getByText('Skipped: unit failed')).toBeVisible();
  await page.goto('/runs/7312846153901');
  await expect(page.getByText('Queued, needs package, docs')).toBeVisible();
});

test('jobs go on before the reader’s eyes', async ({ page, platform }) => {
  await page.goto('/runs/7312846153901');
  const box = page.getByRole('link', { name: /^Package: / });
  await expect(box).toHaveAccessibleName('Package: Waiting');
  const run = platform.world.runs[0] as Run;
  const to = (more: Partial<JobSummary>): void => {
    platform.world.runs[0] = {
      ...run,
      jobs: run.jobs.map((job) => (job.key === 'package' ? { ...job, ...more } : job)),
    };
  };
  to({ status: 'in_progress', startedAt: new Date().toISOString() });
  await expect(box).toHaveAccessibleName(/^Package: Running, \d s$/);
  to({
    status: 'completed',
    conclusion: 'failure',
    startedAt: '2026-01-01T00:00:00Z',
    completedAt: '2026-01-01T00:00:07Z',
  });
  await expect(box).toHaveAccessibleName('Package: Failed, 7.0 s');
});

test('cancelling asks first, and the question is in the address', async ({ page }) => {
  await page.goto('/runs/7312846153901');
  await page.getByRole('link', { name: 'Cancel run' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel this run?' });
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused();
  expect(place(page)).toBe('/runs/7312846153901?ask=cancel');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => place(page)).toBe('/runs/7312846153901');
  await expect(page.getByRole('link', { name: 'Cancel run' })).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Cancel run' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.heading .badge')).toHaveText('Cancelled');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Integration tests: Cancelled' })).toBeVisible();
});

test('what failed runs again, in a new attempt', async ({ page }) => {
  await page.goto('/runs/7312846153900');
  await page.getByRole('button', { name: 'Re-run failed jobs' }).click();
  await expect(page.locator('.heading .badge')).toHaveText('Queued');
  await expect(page.getByRole('link', { name: 'Unit tests: Queued' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Lint: Succeeded, 14 s' })).toBeVisible();
  await expect(page.locator('dl')).toContainText('Attempt 3');
  await expect(page.getByRole('link', { name: 'Cancel run' })).toBeVisible();
});

test('what the platform refuses is said', async ({ page, platform }) => {
  await page.goto('/runs/7312846153898');
  const again = page.getByRole('button', { name: 'Re-run all' });
  await expect(again).toBeVisible();
  const index = platform.world.runs.findIndex(({ id }) => id === '7312846153898');
  platform.world.runs[index] = { ...(platform.world.runs[index] as Run), status: 'queued' };
  await again.click();
  await expect(page.getByRole('alert')).toHaveText('Run 7312846153898 is not over yet');
});

test('a matrix of 256 is summed up, and opens in the list', async ({ page }) => {
  await page.goto('/runs/7312846153895');
  const graph = page.getByRole('group', { name: 'Graph of jobs, left to right' });
  await expect(graph.getByRole('link', { name: 'moor (5, 13 m): Failed, 9.0 s' })).toBeVisible();
  await expect(page.getByText('256 jobs: 2 failed, 254 succeeded')).toBeVisible();
  await expect(page.locator('.ledger > li')).toHaveCount(4);

  await graph.getByRole('link', { name: 'and 250 more: 250 succeeded' }).click();
  await expect(page.locator('.ledger > li')).toHaveCount(260);
  expect(place(page)).toBe('/runs/7312846153895?open=moor');
  const row = page.getByRole('link', { name: 'moor', exact: true });
  await expect(row).toBeFocused();
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  await expect(row).toBeInViewport();

  await row.press('Enter');
  await expect(page.locator('.ledger > li')).toHaveCount(4);
  await page.goBack();
  await expect(page.locator('.ledger > li')).toHaveCount(260);
});

test('a run that came to no job says why, with file, line and column', async ({ page }) => {
  await page.goto('/runs/7312846153897');
  await expect(page.getByRole('region', { name: 'Why this run failed' })).toContainText(
    '.github/workflows/ci.yml:14:7: unknown key "step"',
  );
  await expect(page.getByRole('group', { name: 'Graph of jobs' })).toHaveCount(0);
});

test('a run that is not there is missing, and so is a job', async ({ page }) => {
  await page.goto('/runs/1');
  await expect(page.getByText('There is no page /runs/1.')).toBeVisible();
  await page.goto('/runs/7312846153900/jobs/nothing');
  await expect(page.getByText('There is no page /runs/7312846153900/jobs/nothing.')).toBeVisible();
  await page.getByRole('link', { name: 'To all runs', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible();
});

test('the branch and the workflow of a run lead to runs like it', async ({ page }) => {
  await page.goto('/runs/7312846153898');
  await page.getByRole('link', { name: 'v2.4.0' }).click();
  expect(place(page)).toBe('/?repository=harbour/quay&branch=v2.4.0');
  await expect(page.locator('.ledger > li')).toHaveCount(1);
});
