import type { Run } from '../src/contract/types';
import { emptyHarbour } from '../mock/world.ts';
import { expect, place, test } from './harbour.ts';

const titles = '[aria-label="Runs, newest first"] > li a';

test('lists runs with state, repository, branch, event and duration', async ({ page }) => {
  await page.goto('/');
  const rows = page.getByRole('list', { name: 'Runs, newest first' }).getByRole('listitem');
  await expect(rows).toHaveCount(7);
  await expect(rows.nth(1)).toContainText('Fix the tide table for leap years');
  await expect(rows.nth(1)).toContainText('harbour/quay');
  await expect(rows.nth(1)).toContainText('CI #900, attempt 2');
  await expect(rows.nth(1)).toContainText('push by grace');
  await expect(rows.nth(1)).toContainText('3 m 06 s');
  await expect(rows.nth(1).getByRole('img', { name: 'Failed' })).toBeVisible();
  await expect(page.getByText('2 running or about to')).toBeVisible();
});

test('a filter is in the address, and the way back and forth goes through filters', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Status').selectOption('Failed');
  await expect(page.locator(titles)).toHaveCount(3);
  expect(place(page)).toBe('/?status=failure');

  await page.getByLabel('Branch').fill('main');
  await page.getByLabel('Branch').press('Enter');
  await expect.poll(() => place(page)).toBe('/?branch=main&status=failure');
  await page.getByLabel('Repository').fill('harbour/forecast');
  await page.getByLabel('Repository').press('Enter');
  await expect(page.getByText('No run matches.')).toBeVisible();

  await page.goBack();
  await expect(page.locator(titles)).toHaveCount(3);
  await page.goBack();
  await page.goBack();
  expect(place(page)).toBe('/');
  await expect(page.locator(titles)).toHaveCount(7);
  await page.goForward();
  await expect(page.getByLabel('Status')).toHaveValue('failure');
  await expect(page.locator(titles)).toHaveCount(3);

  await page.getByRole('link', { name: 'Clear' }).click();
  await expect(page.locator(titles)).toHaveCount(7);
});

test('Escape in a filter gives its value back', async ({ page }) => {
  await page.goto('/?branch=main');
  await page.getByLabel('Branch').fill('something else');
  await page.getByLabel('Branch').press('Escape');
  await expect(page.getByLabel('Branch')).toHaveValue('main');
  expect(place(page)).toBe('/?branch=main');
});

test('a new run appears by itself, and what did not change is not sent again', async ({ page, platform }) => {
  await page.goto('/?repository=harbour/quay');
  await expect(page.locator(titles)).toHaveCount(6);
  await expect.poll(() => platform.answers).toContain('304 /runs?repository=harbour/quay');
  platform.world.runs.unshift({
    ...(platform.world.runs[1] as Run),
    id: '7312846153999',
    title: 'Light the beacon',
    status: 'queued',
    conclusion: null,
  });
  await expect(page.locator(titles).first()).toHaveText('Light the beacon');
});

test('older runs are on the next page', async ({ page, platform }) => {
  const [, sample] = platform.world.runs as [Run, Run];
  platform.world.runs = Array.from({ length: 70 }, (_, index) => ({
    ...sample,
    id: String(1000 + index),
    title: `Run ${70 - index}`,
  }));
  await page.goto('/');
  await expect(page.locator(titles).first()).toHaveText('Run 70');
  await page.getByRole('link', { name: 'Older' }).click();
  await expect(page.locator(titles).first()).toHaveText('Run 40');
  expect(place(page)).toBe('/?token=30');
  await page.getByRole('link', { name: 'Older' }).click();
  await expect(page.locator(titles)).toHaveCount(10);
  await expect(page.getByRole('link', { name: 'Older' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Newest' }).click();
  await expect(page.locator(titles).first()).toHaveText('Run 70');
});

test('the way back to a list leads to where it was left', async ({ page, platform }) => {
  const [, sample] = platform.world.runs as [Run, Run];
  platform.world.runs = Array.from({ length: 30 }, (_, index) => ({
    ...sample,
    id: String(1000 + index),
    title: `Run ${index}`,
  }));
  await page.goto('/');
  await page.getByRole('link', { name: 'Run 27', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Run 27' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('link', { name: 'Run 27', exact: true })).toBeInViewport();
});

test('who has no runs yet is told how to get one', async ({ page, platform }) => {
  Object.assign(platform.world, emptyHarbour());
  await page.goto('/');
  await expect(
    page.getByRole('heading', { name: 'No runs yet. Three steps to the first one' }),
  ).toBeVisible();
  await page.getByRole('link', { name: 'form' }).click();
  await expect(page.getByRole('heading', { name: 'Connect your first repository' })).toBeVisible();
});

test('a platform that does not answer is named, and seen when it is back', async ({ page, platform }) => {
  platform.api.mood = 'down';
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('The status API is starting.');
  platform.api.mood = 'well';
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator(titles)).toHaveCount(7);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('what is known stays while the platform is away', async ({ page, platform }) => {
  await page.goto('/');
  await expect(page.locator(titles)).toHaveCount(7);
  platform.api.mood = 'down';
  await expect(page.getByRole('alert')).toContainText('What you see is the last known state.');
  await expect(page.locator(titles)).toHaveCount(7);
});

test('a token opens, and is forgotten on leaving', async ({ page, platform }) => {
  platform.api.mood = 'locked';
  await page.goto('/?status=failure');
  const token = page.getByLabel('Token');
  await expect(token).toBeFocused();
  await token.fill('wrong');
  await token.press('Enter');
  await expect(page.getByText('That token was not accepted.')).toBeVisible();
  await token.fill('open');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.locator(titles)).toHaveCount(3);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(token).toBeVisible();
});

test('what others wrote is text, whatever it says', async ({ page }) => {
  await page.goto('/');
  const strange = page.getByRole('link', { name: 'Try every mooring' });
  await expect(strange).toHaveText('Try every mooring <script>document.title = "owned"</script>');
  await expect(page.getByText('push by [U+202E]ada')).toBeVisible();
  await strange.click();
  await expect(
    page.getByRole('link', { name: 'sign [U+202E]txt.exe[U+202C] and send: Skipped' }),
  ).toBeVisible();
  await expect(page).toHaveTitle(/^Failed: Try every mooring <script>/);
  await expect(page.locator('main script, main img')).toHaveCount(0);
});
