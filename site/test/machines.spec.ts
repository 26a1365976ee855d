import type { Execution } from '../src/contract/states';
import { expect, place, test } from './harbour.ts';

const arn = 'arn:aws:states:us-east-1:000000000000';
const graph = /^Graph of states/;

test('machines lead to their executions, and those to their states', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Machines' }).click();
  expect(place(page)).toBe('/machines');
  await page.getByRole('link', { name: 'load-a-ship' }).click();
  expect(place(page)).toBe(`/machines/${arn}:stateMachine:load-a-ship`);
  await expect(page.getByRole('group', { name: graph })).toContainText('Weigh each');
  await page.getByRole('link', { name: 'aurora' }).click();
  expect(place(page)).toBe(`/executions/${arn}:execution:load-a-ship:aurora`);
  await expect(page.locator('.heading .badge')).toHaveText('Succeeded');
  const state = page
    .getByRole('group', { name: graph })
    .getByRole('link', { name: /^Use one crane: Pass, succeeded/ });
  await state.click();
  const detail = page.getByRole('region', { name: 'Use one crane' });
  await expect(detail).toContainText('visit 3 of 3, item 3');
  await expect(detail.getByRole('figure', { name: 'Input' })).toContainText('"id": "c4"');
  await detail.getByRole('link', { name: 'Visit before' }).click();
  await expect(detail.getByRole('figure', { name: 'Input' })).toContainText('"id": "c3"');
  expect(place(page)).toContain('?state=Use%20one%20crane&visit=2');
  await page.reload();
  await expect(detail).toContainText('visit 2 of 3, item 2');
});

test('states that were not reached say so', async ({ page }) => {
  await page.goto(`/executions/${arn}:execution:load-a-ship:aurora`);
  await expect(
    page
      .getByRole('group', { name: graph })
      .getByRole('link', { name: 'Nothing to load: Succeed, not reached' }),
  ).toBeVisible();
});

test('what failed shows its error, its tries and why the execution ended', async ({ page }) => {
  await page.goto(`/executions/${arn}:execution:call-the-pilot:night?state=Call`);
  await expect(page.getByRole('region', { name: 'Why it ended' })).toContainText('No pilot after 2 calls');
  const detail = page.getByRole('region', { name: 'Call' });
  await expect(detail).toContainText('Caught an error');
  await expect(detail).toContainText('Try 2: lambda:invoke');
  await expect(detail.getByRole('note')).toContainText('Function not found');
  await expect(page.getByRole('row', { name: /ExecutionFailed/ })).toContainText('Give up');
});

test('an execution goes on before the reader’s eyes', async ({ page, platform }) => {
  await page.goto(`/executions/${arn}:execution:wait-for-customs:held`);
  const states = page.getByRole('group', { name: graph });
  await expect(states.getByRole('link', { name: 'Ask customs: Task, waiting' })).toBeVisible();
  const told = platform.world.states.executions.find(({ execution }) => execution.name === 'held');
  if (told === undefined) {
    throw new Error('nothing is held');
  }
  const at = told.execution.startDate + 3;
  const output = '{"cleared":true}';
  told.events.push(
    {
      id: 6,
      previousEventId: 5,
      type: 'TaskSucceeded',
      timestamp: at,
      taskSucceededEventDetails: { output },
    },
    {
      id: 7,
      previousEventId: 6,
      type: 'TaskStateExited',
      timestamp: at,
      stateExitedEventDetails: { name: 'Ask customs', output },
    },
    {
      id: 8,
      previousEventId: 7,
      type: 'SucceedStateEntered',
      timestamp: at,
      stateEnteredEventDetails: { name: 'Sail', input: output },
    },
    {
      id: 9,
      previousEventId: 8,
      type: 'SucceedStateExited',
      timestamp: at,
      stateExitedEventDetails: { name: 'Sail', output },
    },
    {
      id: 10,
      previousEventId: 9,
      type: 'ExecutionSucceeded',
      timestamp: at,
      executionSucceededEventDetails: { output },
    },
  );
  Object.assign(told.execution, { status: 'SUCCEEDED', stopDate: at, output } satisfies Partial<Execution>);
  await expect(states.getByRole('link', { name: 'Sail: Succeed, succeeded' })).toBeVisible();
  await expect(page.locator('.heading .badge')).toHaveText('Succeeded');
  await expect(page.getByRole('region', { name: 'Input and output of the execution' })).toContainText(
    '"cleared": true',
  );
});

test('executions are listed by status', async ({ page }) => {
  await page.goto(`/machines/${arn}:stateMachine:load-a-ship`);
  await expect(page.getByRole('list', { name: /^Executions/ }).getByRole('listitem')).toHaveCount(3);
  await page.getByLabel('Status').selectOption('Aborted');
  await expect(page.getByRole('list', { name: /^Executions/ }).getByRole('listitem')).toHaveCount(1);
  expect(place(page)).toBe(`/machines/${arn}:stateMachine:load-a-ship?status=ABORTED`);
});

test('a machine and an execution that are not there are missing', async ({ page }) => {
  await page.goto(`/machines/${arn}:stateMachine:none`);
  await expect(page.getByText('Nothing is moored here')).toBeVisible();
  await page.goto(`/executions/${arn}:execution:none:none`);
  await expect(page.getByText('Nothing is moored here')).toBeVisible();
});

test('an execution of a Map Run leads back to it, and its Map counts nothing twice', async ({
  page,
  platform,
}) => {
  const told = platform.world.states.executions.find(({ execution }) => execution.name === 'aurora');
  const mapRun = `${arn}:mapRun:load-a-ship/Weigh:one`;
  Object.assign(told?.execution ?? {}, { mapRunArn: mapRun });
  told?.events.splice(9, 0, {
    id: 900,
    previousEventId: 9,
    type: 'MapRunStarted',
    timestamp: told.execution.startDate,
    mapRunStartedEventDetails: { mapRunArn: mapRun },
  });
  await page.goto(`/executions/${arn}:execution:load-a-ship:aurora?state=Weigh%20each`);
  const back = page.getByRole('navigation', { name: 'Where this is' }).getByRole('link', { name: 'Map Run' });
  await expect(back).toHaveAttribute('href', `/map-runs/${arn}:mapRun:load-a-ship%2FWeigh:one`);
  await expect(
    page.getByRole('region', { name: 'Weigh each' }).getByRole('link', { name: 'Map Run' }),
  ).toBeVisible();
  await expect(page.getByRole('group', { name: graph }).getByText('4 of 4')).toHaveCount(0);
});

test('without machines, it says how they come', async ({ page, platform }) => {
  platform.world.states.machines.length = 0;
  await page.goto('/machines');
  await expect(page.getByText('The first push to a connected repository makes one.')).toBeVisible();
});
