/** What a newcomer does first, on a platform that runs: push, watch, read, cancel, run again, start by hand. */
import { expect, test as base, type Page } from '@playwright/test';
import { platformUrl, Sample } from './sample.ts';

const test = base.extend<{ sample: Sample }>({
  sample: async ({}, use) => {
    const sample = new Sample();
    await use(sample);
    sample.remove();
  },
  baseURL: async ({}, use) => use(platformUrl()),
});

test.describe.configure({ mode: 'serial' });
// A run takes as long as the machine needs for it.
const slowly = { timeout: 60_000 };

const pageState = (page: Page) => page.locator('.heading .badge');
const jobBox = (page: Page, name: string) =>
  page.getByRole('group', { name: /^Graph of jobs/ }).getByRole('link', { name: new RegExp(`^${name}: `) });

/** Opened by the subject of its commit; the list is not loaded anew. */
async function openFromList(page: Page, subject: string): Promise<void> {
  await page.getByRole('link', { name: subject }).first().click(slowly);
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
}

test('a push appears in the list, its jobs go on and its log streams', async ({ page, sample }) => {
  const subject = `Watch the tide ${Date.now()}`;
  await page.goto('/');
  await expect(page.getByRole('heading', { name: /^Runs|^Ready/ }).first()).toBeVisible();
  const pushed = sample.push(
    'tide',
    subject,
    `
name: Tide
on: push
jobs:
  measure:
    runs-on: ubuntu-latest
    steps:
      - name: Count the waves
        run: |
          echo "::group::Before"
          echo "calm"
          echo "::endgroup::"
          for wave in $(seq 20); do printf '\\033[32mwave %s\\033[0m\\n' $wave; sleep 1; done
  compare:
    needs: measure
    runs-on: ubuntu-latest
    strategy:
      matrix: {place: [quay, mole]}
    steps:
      - run: echo "compared at \${{ matrix.place }}"
  publish:
    needs: compare
    runs-on: ubuntu-latest
    steps:
      - run: echo published
`,
  );
  await openFromList(page, subject);
  const run = page.url();
  await expect(pageState(page)).toHaveText('Running', slowly);
  await expect(jobBox(page, 'measure')).toHaveAccessibleName(/Running/, slowly);
  await expect(jobBox(page, 'publish')).toHaveAccessibleName(/Queued|Waiting/);

  await jobBox(page, 'measure').click();
  await expect(page.getByText('wave 1', { exact: true })).toBeVisible(slowly);
  await expect(page.getByText('wave 15', { exact: true })).toHaveCount(0);
  await expect(page.getByText('wave 15', { exact: true })).toBeVisible(slowly);
  await expect(pageState(page)).toHaveText('Succeeded', slowly);
  await expect(page.getByRole('button', { name: /^Count the waves Succeeded/ })).toBeVisible();

  const third = page.locator('.line', { hasText: 'wave 3' });
  await third.locator('a.number').click();
  await expect(page).toHaveURL(/#step:\d+:\d+$/);
  await page.reload();
  await expect(third).toHaveClass(/marked/);
  await expect(third).toBeInViewport();

  await page.goto(run);
  await expect(pageState(page)).toHaveText('Succeeded', slowly);
  await expect(jobBox(page, 'compare \\(mole\\)')).toHaveAccessibleName(/Succeeded/);
  await expect(jobBox(page, 'publish')).toHaveAccessibleName(/Succeeded/);
  await expect(page.getByText('Cost on AWS')).toBeVisible();
  await page.getByRole('link', { name: 'Execution' }).click();
  await expect(page).toHaveURL(/\/executions\/arn:aws:states:/);
  await expect(
    page
      .getByRole('group', { name: /^Graph of states/ })
      .getByRole('link', { name: /^measure: Task, succeeded/ }),
  ).toBeVisible(slowly);
  await expect(page.getByRole('row', { name: /ExecutionSucceeded/ })).toBeVisible();
  await page.goto(run);

  await jobBox(page, 'compare \\(mole\\)').click();
  await page.reload();
  await expect(page.getByText('compared at mole', { exact: true })).toBeVisible();
  await pushed;
});

test('a run is cancelled, and runs again', async ({ page, sample }) => {
  const subject = `Wait for the pilot ${Date.now()}`;
  await sample.push(
    'pilot',
    subject,
    `
on: push
jobs:
  wait:
    runs-on: ubuntu-latest
    steps:
      - run: if [ "$GITHUB_RUN_ATTEMPT" = 1 ]; then sleep 600; fi; echo "the pilot is here"
      - if: cancelled()
        run: echo "we sail without"
`,
  );
  await page.goto('/');
  await openFromList(page, subject);
  await expect(jobBox(page, 'wait')).toHaveAccessibleName(/Running/, slowly);
  await page.getByRole('link', { name: 'Cancel run' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click();
  await expect(pageState(page)).toHaveText('Cancelled', slowly);
  await jobBox(page, 'wait').click();
  await expect(page.getByText('we sail without', { exact: true })).toBeVisible(slowly);
  await page.goBack();

  await page.getByRole('button', { name: 'Re-run all' }).click();
  await expect(pageState(page)).toHaveText('Succeeded', slowly);
  await expect(page.locator('dl')).toContainText('Attempt 2');
  await jobBox(page, 'wait').click();
  await expect(page.getByText('the pilot is here', { exact: true })).toBeVisible(slowly);
  await page.getByRole('navigation', { name: 'Attempts' }).getByRole('link', { name: '1' }).click();
  await expect(page.getByText('we sail without', { exact: true })).toBeVisible(slowly);
});

test('a workflow that cannot be read says where', async ({ page, sample }) => {
  const subject = `Lose the chart ${Date.now()}`;
  await sample.push('chart', subject, 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    stepz: []\n');
  await page.goto('/?status=failure');
  const reason = page.getByRole('region', { name: 'Why this run failed' });
  await page.locator('.ledger > li', { hasText: 'chart.yml' }).first().getByRole('link').click(slowly);
  await expect(reason).toContainText('.github/workflows/chart.yml');
  await expect(reason).toContainText('5');
  await expect(reason).toContainText('stepz');
});

test('a workflow is started by hand', async ({ page, sample }) => {
  const name = await sample.name();
  await page.goto(`/repositories?dispatch=${name}`);
  const form = page.getByRole('form', { name: `Run a workflow of ${name}` });
  await form.getByLabel('Workflow').fill('delivery.yml');
  await form.getByRole('button', { name: 'Run workflow' }).click();
  await form.getByRole('link', { name: 'the list' }).click(slowly);
  await expect(page).toHaveURL(/event=workflow_dispatch/);
  await page.locator('.ledger > li a').first().click(slowly);
  await expect(pageState(page)).toHaveText('Succeeded', slowly);
  await expect(jobBox(page, 'deploy')).toHaveAccessibleName(/Succeeded/);

  await page.goto('/deliveries');
  await expect(
    page.getByRole('list', { name: 'Deliveries, newest first' }).getByText('workflow_dispatch').first(),
  ).toBeVisible();
});
