import { describe, expect, test } from 'vitest';
import { allStates, readDefinition, type StateNode } from './definition';

const state = (body: object): StateNode | undefined =>
  readDefinition(JSON.stringify({ StartAt: 'S', States: { S: body } }))?.states[0];

describe('what a task calls, in a few words', () => {
  test.each([
    ['arn:aws:states:::lambda:invoke', 'lambda:invoke'],
    ['arn:aws:states:::lambda:invoke.waitForTaskToken', 'lambda:invoke, waits for a token'],
    ['arn:aws:states:::codebuild:startBuild.sync', 'codebuild:startBuild, waits for its end'],
    ['arn:aws:states:::states:startExecution.sync:2', 'states:startExecution, waits for its end'],
    ['arn:aws:states:::aws-sdk:dynamodb:getItem', 'dynamodb:getItem'],
    ['arn:aws-cn:states:::sqs:sendMessage', 'sqs:sendMessage'],
    ['arn:aws:lambda:us-east-1:1:function:crane', 'function:crane'],
    ['arn:aws:states:us-east-1:1:activity:lift', 'activity:lift'],
  ])('%s', (resource, call) => {
    expect(state({ Type: 'Task', Resource: resource, End: true })?.call).toBe(call);
  });
});

test('a choice leads where its rules lead, and otherwise where its default does', () => {
  const choice = state({
    Type: 'Choice',
    Choices: [
      { Condition: '{% $states.input.n > 1 %}', Next: 'A' },
      { Variable: '$.n', NumericEquals: 1, Next: 'B' },
    ],
    Default: 'C',
  });
  expect(choice?.edges).toEqual([
    { to: 'A', kind: 'choice', label: '$states.input.n > 1' },
    { to: 'B', kind: 'choice', label: '{"Variable":"$.n","NumericEquals":1}' },
    { to: 'C', kind: 'default', label: 'otherwise' },
  ]);
});

test('a catch is an edge, named by its errors', () => {
  const task = state({
    Type: 'Task',
    Next: 'A',
    Catch: [{ ErrorEquals: ['Storm', 'States.Timeout'], Next: 'B' }],
  });
  expect(task?.edges).toEqual([
    { to: 'A', kind: 'next' },
    { to: 'B', kind: 'catch', label: 'Storm, States.Timeout' },
  ]);
});

test('states stand inside a Parallel, and inside a Map old and new', () => {
  const inner = (name: string): object => ({
    StartAt: name,
    States: { [name]: { Type: 'Pass', End: true } },
  });
  const flow = readDefinition(
    JSON.stringify({
      StartAt: 'P',
      States: {
        P: { Type: 'Parallel', Branches: [inner('a'), inner('b')], Next: 'M' },
        M: { Type: 'Map', ItemProcessor: inner('c'), Next: 'N' },
        N: { Type: 'Map', Iterator: inner('d'), End: true },
      },
    }),
  );
  expect(flow === undefined ? [] : allStates(flow).map(({ name }) => name)).toEqual([
    'P',
    'a',
    'b',
    'M',
    'c',
    'N',
    'd',
  ]);
});

test('what ends a machine: End, Succeed and Fail', () => {
  expect(state({ Type: 'Pass', End: true })?.isEnd).toBe(true);
  expect(state({ Type: 'Succeed' })?.isEnd).toBe(true);
  expect(state({ Type: 'Fail' })?.isEnd).toBe(true);
  expect(state({ Type: 'Pass', Next: 'S' })?.isEnd).toBe(false);
});

test.each(['', '[]', '{}', '{"StartAt":"A"}', 'null', '{"StartAt":1,"States":{}}'])(
  '%s is no definition',
  (text) => {
    expect(readDefinition(text)).toBeUndefined();
  },
);
