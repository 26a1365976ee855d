import { expect, place, test } from './harbour.ts';

test('a repository leads to its workflow files, and those to what is found in them', async ({ page }) => {
  await page.goto('/repositories');
  await page.getByRole('link', { name: 'Workflow files of harbour/quay' }).click();
  expect(place(page)).toBe('/repositories/harbour/quay/workflows');
  const files = page.getByRole('list', { name: 'Workflow files' });
  await expect(files.getByRole('listitem').first()).toContainText('1 warning, 1 note');
  await expect(files.getByRole('listitem').last()).toContainText('1 error');
  await page.getByRole('link', { name: 'CI', exact: true }).click();
  expect(place(page)).toBe('/repositories/harbour/quay/workflows/ci.yml');
  await expect(page.locator('#line-10')).toContainText('github.event.pull_request.title');
  await expect(page.locator('#line-10')).toContainText('script-injection');
  await expect(page.locator('#line-9 .note')).toHaveCount(0);
});

test('the plan says what an event would run, and why not the rest', async ({ page }) => {
  await page.goto('/repositories/harbour/quay/workflows/ci.yml');
  const graph = page.getByRole('group', { name: /^Graph of jobs/ });
  await expect(graph.getByRole('img', { name: 'deploy: would run' })).toBeVisible();
  await expect(page.getByText('4 jobs would run')).toBeVisible();
  await page.getByLabel('Event').selectOption('pull_request');
  await expect(graph.getByRole('img', { name: 'deploy: would not run' })).toBeVisible();
  await expect(page.getByText('deploy: its if is false')).toBeVisible();
  expect(place(page)).toBe('/repositories/harbour/quay/workflows/ci.yml?event=pull_request');
  await page.getByLabel('Event').selectOption('workflow_dispatch');
  await expect(page.getByText('Nothing would run: the workflow is not triggered by')).toBeVisible();
});

test('a file that is refused shows where, and has no plan', async ({ page }) => {
  await page.goto('/repositories/harbour/quay/workflows/night.yml');
  await expect(page.locator('#line-5')).toContainText("Unexpected value 'stepz'");
  await expect(page.getByText('GitHub would refuse the file')).toBeVisible();
});

test('a file that is not there is missing', async ({ page }) => {
  await page.goto('/repositories/harbour/quay/workflows/none.yml');
  await expect(page.getByText('Nothing is moored here')).toBeVisible();
});
