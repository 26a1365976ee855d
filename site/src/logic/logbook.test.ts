import { expect, test } from 'vitest';
import type { LogEvent, Step } from '../contract/types';
import { LogBook, readCommand, textOf, type StepSection } from './logbook';

const t = '2026-01-01T00:00:00Z';
const said = (s: number, m: string): LogEvent => ({ t, s, m });
const start = (s: number, name: string): LogEvent => ({ t, s, e: 'start', name });
const end = (s: number, conclusion: 'success' | 'failure', outcome = conclusion): LogEvent => ({
  t,
  s,
  e: 'end',
  conclusion,
  outcome,
});
const step = (number: number, more: Partial<Step> = {}): Step => ({
  number,
  name: `step ${number}`,
  status: 'completed',
  conclusion: 'success',
  startedAt: t,
  completedAt: t,
  ...more,
});

function book(...events: LogEvent[]): LogBook {
  const made = new LogBook();
  made.append(events);
  return made;
}

const lines = (section: StepSection | undefined): string[] =>
  (section?.lines ?? []).map(({ row, number, depth, text }) => `${number} ${row} ${depth} ${text}`);

test('lines are numbered in their step, from one', () => {
  const [one, two] = book(said(1, 'a'), said(2, 'x'), said(1, 'b')).steps([]);
  expect(lines(one)).toEqual(['1 line 0 a', '2 line 0 b']);
  expect(lines(two)).toEqual(['1 line 0 x']);
});

test('a step is what its events say', () => {
  const [section] = book(start(1, 'Build'), said(1, 'a'), end(1, 'success', 'failure')).steps([]);
  expect(section?.step).toMatchObject({
    name: 'Build',
    status: 'completed',
    outcome: 'failure',
    conclusion: 'success',
  });
});

test("a finished job's document is the last word on its steps", () => {
  const [one, two] = book(start(1, 'Build')).steps([step(1, { name: 'Build it' }), step(2)]);
  expect(one?.step).toMatchObject({ name: 'Build it', status: 'completed' });
  expect(two?.step.name).toBe('step 2');
});

test("a running job's document does not undo what the log says already", () => {
  const known = step(1, { status: 'in_progress', conclusion: null, completedAt: null });
  const [section] = book(start(1, 'Build'), end(1, 'success')).steps([known]);
  expect(section?.step.status).toBe('completed');
});

test('a step that nobody announced has a name', () => {
  expect(
    book(said(0, 'a'), said(3, 'b'))
      .steps([])
      .map((section) => section.step.name),
  ).toEqual(['Set up job', 'Step 3']);
});

test('groups hold their lines, and groups in groups', () => {
  const [section] = book(
    said(1, '##[group]Outer'),
    said(1, 'a'),
    said(1, '::group::Inner'),
    said(1, 'b'),
    said(1, '::endgroup::'),
    said(1, '##[endgroup]'),
    said(1, 'c'),
  ).steps([]);
  expect(lines(section)).toEqual([
    '1 group 0 Outer',
    '2 line 1 a',
    '3 group 1 Inner',
    '4 line 2 b',
    '7 line 0 c',
  ]);
  expect(section?.lines.map((line) => (line.row === 'group' ? line.size : 0))).toEqual([3, 0, 1, 0, 0]);
});

test('an end of no group does no harm, and a group ends with its step', () => {
  const [section, next] = book(
    said(1, '##[endgroup]'),
    said(1, '##[group]open'),
    end(1, 'success'),
    said(1, 'late'),
    said(2, 'a'),
  ).steps([]);
  expect(lines(section)).toEqual(['2 group 0 open', '3 line 0 late']);
  expect(lines(next)).toEqual(['1 line 0 a']);
});

test('what runs while a reader watches is marked', () => {
  const watched = book(start(1, 'a'), end(1, 'success'), start(2, 'b'));
  watched.watch();
  expect(watched.steps([]).map((section) => section.watched)).toEqual([false, true]);
});

test.each([
  ['##[error]it broke', 'error', 'it broke'],
  ['::error file=a.ts,line=3,col=7::it broke', 'error', 'a.ts:3: it broke'],
  ['::warning file=a.ts::careful', 'warning', 'a.ts: careful'],
  ['::notice::well', 'notice', 'well'],
  ['##[debug]detail', 'debug', 'detail'],
  ['[command]git fetch', 'command', 'git fetch'],
  ['##[section]Starting', 'section', 'Starting'],
  [':: error::it', 'plain', ':: error::it'],
  ['a ::error::b', 'plain', 'a ::error::b'],
  ['##[unknown]x', 'plain', '##[unknown]x'],
  ['[1/7] step', 'plain', '[1/7] step'],
])('%s', (message, command, text) => {
  expect(readCommand(message)).toEqual({ command, text });
});

test('lines cannot turn the text around them', () => {
  const [section] = book(said(1, 'a \u202Eb')).steps([]);
  expect(section?.lines[0]?.plain).toBe('a [U+202E]b');
});

test('the whole log as a file names its steps and leaves colours out', () => {
  const sections = book(start(1, 'Build'), said(1, '\u001b[32mok\u001b[0m'), said(1, '##[error]no')).steps(
    [],
  );
  expect(textOf(sections)).toBe(`=== Build\n${t} ok\n${t} [error] no\n`);
});
