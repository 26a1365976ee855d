import { describe, expect, test } from 'vitest';
import type { LogEvent } from '../contract/types';
import { LogBook, type LogGroup, type StepSection } from './logbook';
import { foldingOf, isOpen, lineAt, rowsOf, turnGroup, turnStep, type Folding } from './logrows';
import type { JobScreen } from './url';

const t = '2026-01-01T00:00:00Z';
const screen: JobScreen = { page: 'job', run: '1', job: 'a' };
const nothing: Folding = foldingOf(screen, []);

function steps(...events: (Partial<LogEvent> & { s: number })[]): StepSection[] {
  const book = new LogBook();
  book.append(events.map((event) => ({ t, ...event })));
  return book.steps([]);
}

const text = (sections: readonly StepSection[], folding: Folding, total = 1_000): string[] =>
  rowsOf(sections, folding, total).map((row) => (row.row === 'step' ? `= ${row.number}` : row.text));

const log = steps(
  { s: 0, e: 'start', name: 'Set up job' },
  { s: 0, m: 'set' },
  { s: 0, e: 'end', conclusion: 'success' },
  { s: 1, e: 'start', name: 'Build' },
  { s: 1, m: 'built' },
  { s: 1, e: 'end', conclusion: 'success' },
  { s: 2, e: 'start', name: 'Test' },
  { s: 2, m: '##[group]many' },
  { s: 2, m: 'inside' },
  { s: 2, m: '##[endgroup]' },
  { s: 2, m: 'failed' },
  { s: 2, e: 'end', conclusion: 'failure' },
  { s: 3, e: 'start', name: 'Complete job' },
  { s: 3, m: 'bye' },
  { s: 3, e: 'end', conclusion: 'success' },
);

test('of a long log only what failed is open, its groups shut', () => {
  expect(text(log, nothing)).toEqual(['= 0', '= 1', '= 2', 'many', 'failed', '= 3']);
});

test('of a short log all that a person wrote is open', () => {
  expect(text(log, nothing, 10)).toEqual(['= 0', '= 1', 'built', '= 2', 'many', 'failed', '= 3']);
});

test('a step that failed and was tolerated is open too', () => {
  const sections = steps(
    { s: 1, m: 'a' },
    { s: 1, e: 'end', outcome: 'failure', conclusion: 'success' },
    { s: 2, m: 'b' },
  );
  expect(isOpen(sections[0] as StepSection, nothing, false, 1_000)).toBe(true);
});

test('a step without lines does not open', () => {
  const [section] = steps({ s: 1, e: 'start', name: 'a' });
  expect(isOpen(section as StepSection, nothing, false, 0)).toBe(false);
});

test('a line that is pointed at is seen, whatever hid it', () => {
  const hidden = log[2]?.lines[1];
  expect(text(log, foldingOf(screen, [log[0]?.lines[0], hidden, undefined]))).toEqual([
    '= 0',
    'set',
    '= 1',
    '= 2',
    'many',
    'inside',
    'failed',
    '= 3',
  ]);
});

test("but for the reader's own hand", () => {
  expect(text(log, foldingOf({ ...screen, shut: [2] } as JobScreen, [log[2]?.lines[1]]))).not.toContain(
    'inside',
  );
});

describe('opening and shutting is in the address', () => {
  test('of steps', () => {
    const opened = turnStep(screen, 1, false);
    expect(opened).toEqual({ ...screen, open: [1] });
    expect(turnStep(opened, 1, true)).toEqual({ ...screen, shut: [1] });
    expect(turnStep({ ...screen, shut: [1, 2] }, 1, false)).toEqual({ ...screen, open: [1], shut: [2] });
  });

  test('of groups, where shutting lets go of the line inside', () => {
    const group = log[2]?.lines[0] as LogGroup;
    const pointed: JobScreen = { ...screen, hit: 1, lines: { step: 2, from: 2, to: 2 } };
    expect(turnGroup(pointed, group, false)).toEqual({ ...pointed, groups: ['2:1'] });
    expect(turnGroup({ ...pointed, groups: ['2:1', '1:4'] }, group, true)).toEqual({
      ...screen,
      groups: ['1:4'],
    });
    expect(text(log, foldingOf({ groups: ['2:1'] }, []))).toContain('inside');
  });
});

test('a link to a line that is not shown leads to the one before it', () => {
  expect(lineAt(log[2] as StepSection, 3)?.text).toBe('inside');
  expect(lineAt(log[2] as StepSection, 99)?.text).toBe('failed');
  expect(lineAt(log[2] as StepSection, 0)).toBeUndefined();
});
