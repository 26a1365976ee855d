import { emptyHarbour } from '../mock/world.ts';
import { expect, place, test } from './harbour.ts';

test('connects a repository, guessing its name', async ({ page }) => {
  await page.goto('/repositories');
  await page.getByRole('link', { name: 'Connect a repository' }).click();
  await page.getByLabel('Address').fill('https://github.com/harbour/buoys.git');
  await expect(page.getByLabel('Name')).toHaveValue('harbour/buoys');
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(page.getByRole('status')).toContainText('harbour/buoys is connected.');
  await expect(page.getByRole('link', { name: 'harbour/buoys', exact: true })).toBeVisible();
  expect(place(page)).toBe('/repositories');
});

test('says why a repository cannot be connected', async ({ page }) => {
  await page.goto('/repositories?connect=1');
  await page.getByLabel('Address').fill('https://github.com/harbour/unknown.git');
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(page.getByRole('alert')).toHaveText('https://github.com/harbour/unknown.git: not found');
  await expect(page.getByLabel('Address')).toHaveValue('https://github.com/harbour/unknown.git');
});

test('starts a workflow by hand, and the run is in the list', async ({ page }) => {
  await page.goto('/repositories');
  await page.getByRole('link', { name: 'Run a workflow of harbour/quay' }).click();
  expect(place(page)).toBe('/repositories?dispatch=harbour/quay');
  const form = page.getByRole('form', { name: 'Run a workflow of harbour/quay' });
  await form.getByLabel('Inputs').fill('nonsense');
  await expect(form.getByText('“nonsense” is not name=value')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Run workflow' })).toBeDisabled();
  await form.getByLabel('Inputs').fill('place=staging');
  await form.getByLabel('Workflow').fill('ghost');
  await form.getByRole('button', { name: 'Run workflow' }).click();
  await expect(form.getByText('There is no workflow ghost')).toBeVisible();
  await form.getByLabel('Workflow').fill('release.yml');
  await form.getByRole('button', { name: 'Run workflow' }).click();
  await form.getByRole('link', { name: 'the list' }).click();
  await expect(page.getByRole('link', { name: 'release.yml' })).toBeVisible();
});

test('forgets a repository only when asked twice', async ({ page }) => {
  await page.goto('/repositories');
  await page.getByRole('link', { name: 'Disconnect harbour/forecast' }).click();
  expect(place(page)).toBe('/repositories?disconnect=harbour/forecast');
  await page.getByRole('button', { name: 'Keep it' }).click();
  expect(place(page)).toBe('/repositories');
  await page.getByRole('link', { name: 'Disconnect harbour/forecast' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByRole('status')).toContainText('harbour/forecast is no longer connected.');
  await expect(page.getByRole('link', { name: 'harbour/forecast', exact: true })).toHaveCount(0);
});

test('deliveries say what became of each webhook', async ({ page }) => {
  await page.goto('/deliveries');
  const rows = page.getByRole('list', { name: 'Deliveries, newest first' }).getByRole('listitem');
  await expect(rows).toHaveCount(5);
  await expect(rows.nth(1)).toContainText('repository harbour/tug is not connected');
  await page.getByLabel('What became of it').selectOption('Ignored');
  await expect(rows).toHaveCount(2);
  expect(place(page)).toBe('/deliveries?status=ignored');
  await page.goBack();
  await expect(rows).toHaveCount(5);
  await page.getByRole('link', { name: 'Run 7312846153901' }).click();
  await expect(page.getByRole('heading', { name: 'Teach the crane' })).toBeVisible();
});

test('dead letters are named and put back', async ({ page }) => {
  await page.goto('/deliveries');
  const dead = page.getByRole('region', { name: '1 dead letter' });
  await expect(dead).toContainText('cannot fetch: connection refused');
  await dead.getByRole('button', { name: 'Try them again' }).click();
  await expect(page.getByRole('status')).toContainText('1 message is on the queue again.');
  await expect(dead).toHaveCount(0);
});

test('who has had no webhook is told where to send one', async ({ page, platform }) => {
  Object.assign(platform.world, emptyHarbour());
  await page.goto('/deliveries');
  await expect(page.getByRole('heading', { name: 'No webhook has come yet' })).toBeVisible();
  await expect(page.getByText(`${platform.url}/webhooks/github`)).toBeVisible();
});
