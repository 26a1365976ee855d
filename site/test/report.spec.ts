import { expect, test } from './harbour.ts';

test('a run shows what its jobs said: annotations with their places, summaries as they were meant', async ({
  page,
}) => {
  await page.goto('/runs/7312846153900');
  const annotations = page.getByRole('list', { name: 'Annotations of Unit tests' }).getByRole('listitem');
  await expect(annotations).toHaveCount(4);
  await expect(annotations.first()).toContainText('OrdersTest.restores');
  await expect(annotations.first()).toContainText('OrdersTest.java:41:7');
  await expect(annotations.nth(1)).toContainText('warning');
  await expect(page.getByRole('heading', { name: 'Coverage' })).toBeVisible();
  await expect(page.getByRole('cell', { name: '92.1 %' })).toBeVisible();
  await page.getByText('Slowest tests').click();
  await expect(page.getByText('GreetingTest.waits')).toBeVisible();
  await annotations.first().getByRole('link', { name: 'step 4' }).click();
  await expect(page.getByRole('heading', { name: 'Unit tests' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Coverage' })).toBeVisible();
});

test('a job that runs, or said nothing, has no report', async ({ page, platform }) => {
  await page.goto('/runs/7312846153901');
  await expect(page.getByRole('heading', { name: 'Jobs', exact: true })).toBeVisible();
  await expect(page.locator('.report')).toHaveCount(0);
  expect(platform.answers.filter((answer) => answer.includes('/test.1/report'))).toEqual([]);
});

test('nothing that a summary says can act', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/runs/7312846153895');
  const summary = page.locator('.markdown');
  await expect(summary).toContainText('press me');
  const found = await summary.evaluate((root) => {
    const all = [...root.querySelectorAll('*')];
    return {
      tags: all
        .map((node) => node.localName)
        .filter((name) => /script|iframe|form|input|button|style|svg|math/.test(name)),
      attributes: all
        .flatMap((node) => node.getAttributeNames())
        .filter((name) => name.startsWith('on') || ['style', 'class', 'id', 'name'].includes(name)),
      addresses: all.map((node) => node.getAttribute('href')).filter((href) => href !== null),
      attacked: (window as { attacked?: number }).attacked,
    };
  });
  expect(found).toEqual({
    tags: [],
    attributes: [],
    addresses: ['https://example.com/pixel.png'],
    attacked: undefined,
  });
  await expect(summary.getByRole('link', { name: 'tracker' })).toHaveAttribute('rel', /noopener/);
  expect(asked.filter((url) => url.includes('example.com'))).toEqual([]);
  await expect(page.getByRole('listitem').getByText('<b>bold?</b>')).toBeVisible();
});
