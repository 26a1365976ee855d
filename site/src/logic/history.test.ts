import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '../contract/states';
import { recordedStates } from '../../mock/states';
import { pretty, standingOf, tell, type Story, type Visit } from './history';

function story(name: string): Story {
  const told = recordedStates().executions.find(({ execution }) => execution.name === name);
  if (told === undefined) {
    throw new Error(`no execution ${name}`);
  }
  return tell(told.events, told.execution);
}

const visits = (of: Story, state: string): readonly Visit[] => of.visits.get(state) ?? [];
const standings = (of: Story, state: string): string[] => visits(of, state).map(({ standing }) => standing);

describe('an execution that went well', () => {
  const aurora = story('aurora');

  test('each state was left, with what it gave', () => {
    expect(standings(aurora, 'Read the manifest')).toEqual(['succeeded']);
    expect(visits(aurora, 'Read the manifest')[0]?.assigned).toEqual({ ship: '"Aurora"' });
    expect(visits(aurora, 'Load')[0]?.output).toBe('{"ship":"Aurora","cranes":5}');
    expect(visits(aurora, 'Nothing to load')).toEqual([]);
  });

  test('a Map tells how many items are over, and its states for which item they worked', () => {
    expect(visits(aurora, 'Weigh each')[0]?.items).toEqual({ of: 4, succeeded: 4, failed: 0 });
    expect(visits(aurora, 'Use two cranes').map(({ item }) => item)).toEqual([1]);
    expect(visits(aurora, 'Use one crane').map(({ item }) => item)).toEqual([0, 2, 3]);
  });

  test('a state outside the Map belongs to no item', () => {
    expect(visits(aurora, 'Wait for calm')[0]?.item).toBeUndefined();
  });

  test('each event belongs to its state', () => {
    expect(aurora.stateOf.get(1)).toBeUndefined();
    expect(aurora.stateOf.get(2)).toBe('Read the manifest');
    expect(aurora.stateOf.get(25)).toBe('Weigh each');
    expect(aurora.stateOf.get(41)).toBe('Check all');
  });
});

describe('an execution that failed', () => {
  const night = story('night');

  test('what a Catch took is told, with each try', () => {
    expect(standings(night, 'Call')).toEqual(['caught', 'caught']);
    const call = visits(night, 'Call')[0];
    expect(call?.error?.name).toBe('Lambda.ResourceNotFoundException');
    expect(call?.attempts.map(({ call: what, error }) => [what, error?.name])).toEqual([
      ['lambda:invoke', 'Lambda.ResourceNotFoundException'],
      ['lambda:invoke', 'Lambda.ResourceNotFoundException'],
    ]);
  });

  test('a loop visits its states again', () => {
    expect(standings(night, 'Count')).toEqual(['succeeded', 'succeeded']);
  });

  test('the state that failed it has its error', () => {
    expect(standings(night, 'Give up')).toEqual(['failed']);
    expect(visits(night, 'Give up')[0]?.error).toEqual({ name: 'NoPilot', cause: 'No pilot after 2 calls' });
  });
});

test('a task that was handed over waits', () => {
  const ask = visits(story('held'), 'Ask customs')[0];
  expect(ask?.standing).toBe('waiting');
  expect(ask?.attempts[0]?.isSubmitted).toBe(true);
  expect(ask?.leftAt).toBeUndefined();
});

test('what an abort met on its way is aborted, what was over stays', () => {
  const stopped = story('stopped');
  expect(standings(stopped, 'Wait for calm')).toEqual(['aborted']);
  expect(standings(stopped, 'Check all')).toEqual(['aborted']);
  expect(standings(stopped, 'Weigh each')).toEqual(['succeeded']);
});

test('a half told history has its first half', () => {
  const told = recordedStates().executions[0];
  for (let count = 0; count <= (told?.events.length ?? 0); count++) {
    const half = tell(told?.events.slice(0, count) ?? [], { status: 'RUNNING' });
    const all = [...half.visits.values()].flat();
    expect(all).toHaveLength(
      (told?.events ?? []).slice(0, count).filter(({ type }) => type.endsWith('Entered')).length,
    );
    expect(all.every(({ standing }) => ['running', 'waiting', 'succeeded'].includes(standing))).toBe(true);
  }
});

test('a redriven execution goes on where it failed', () => {
  const at = (id: number, previousEventId: number, type: string, details = {}): HistoryEvent => ({
    id,
    previousEventId,
    type,
    timestamp: id,
    ...details,
  });
  const failed = [
    at(1, 0, 'ExecutionStarted'),
    at(2, 0, 'TaskStateEntered', { stateEnteredEventDetails: { name: 'T', input: '{}' } }),
    at(3, 2, 'TaskScheduled', { taskScheduledEventDetails: { resourceType: 'lambda', resource: 'invoke' } }),
    at(4, 3, 'TaskFailed', { taskFailedEventDetails: { error: 'Storm' } }),
    at(5, 4, 'ExecutionFailed', { executionFailedEventDetails: { error: 'Storm' } }),
  ];
  expect(standings(tell(failed, { status: 'FAILED' }), 'T')).toEqual(['failed']);
  const redriven = [
    ...failed,
    at(6, 0, 'ExecutionRedriven'),
    at(7, 2, 'TaskScheduled', { taskScheduledEventDetails: { resourceType: 'lambda', resource: 'invoke' } }),
  ];
  const again = tell(redriven, { status: 'RUNNING' });
  expect(standings(again, 'T')).toEqual(['running']);
  expect(visits(again, 'T')[0]?.attempts).toHaveLength(2);
});

test('over a Map, what needs attention first wins', () => {
  const visit = (standing: Visit['standing'], item?: number): Visit => ({
    id: 1,
    state: 'S',
    type: 'Pass',
    enteredAt: 0,
    standing,
    attempts: [],
    ...(item === undefined ? {} : { item }),
  });
  expect(standingOf(undefined)).toBeUndefined();
  expect(standingOf([visit('failed', 0), visit('succeeded', 1)])).toBe('failed');
  expect(standingOf([visit('succeeded', 0), visit('waiting', 1)])).toBe('waiting');
  expect(standingOf([visit('caught'), visit('succeeded')])).toBe('succeeded');
});

test('JSON is written for people, and other text as it is', () => {
  expect(pretty('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(pretty('{"a":')).toBe('{"a":');
});
