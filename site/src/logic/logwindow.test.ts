import { expect, test } from 'vitest';
import { LogBook, type Row, type StepSection } from './logbook';
import { depthInRow, heightOf, offsetsOf, rowAt, windowOf, type Metrics } from './logwindow';

const metrics: Metrics = { stepHeight: 44, lineHeight: 20, columns: 20, timeAbove: false };

function rows(...messages: string[]): Row[] {
  const book = new LogBook();
  book.append(messages.map((m) => ({ t: '2026-01-01T00:00:00Z', s: 1, m })));
  const [section] = book.steps([]);
  return [section as StepSection, ...(section?.lines ?? [])];
}

const heights = (...messages: string[]): number[] =>
  rows(...messages)
    .slice(1)
    .map((row) => heightOf(row, metrics));

test('a line is as high as the lines that it breaks into', () => {
  expect(heights('', 'a', 'a'.repeat(20), 'a'.repeat(21), 'a'.repeat(60))).toEqual([20, 20, 20, 40, 60]);
});

test('line feeds, wide characters and words before the line count', () => {
  expect(
    heights('a\n\nb', '漢'.repeat(11), `##[error]${'a'.repeat(14)}`, '##[group]' + 'a'.repeat(19)),
  ).toEqual([60, 40, 40, 40]);
});

test('lines in groups have less room, down to a depth', () => {
  const group = '##[group]g';
  expect(heights(group, 'a'.repeat(19))).toEqual([20, 40]);
  expect(heights(...Array<string>(9).fill(group), 'a'.repeat(12)).at(-1)).toBe(20);
});

test('the time above a line is a line', () => {
  const [, line] = rows('a');
  expect(heightOf(line as Row, { ...metrics, timeAbove: true })).toBe(40);
});

test('rows stand below each other, as reckoned or as measured', () => {
  const [step, one, two] = rows('a', 'b') as [Row, Row, Row];
  expect([...offsetsOf([step, one, two], metrics, new Map())]).toEqual([0, 44, 64, 84]);
  expect([...offsetsOf([step, one, two], metrics, new Map([[one, 33]]))]).toEqual([0, 44, 77, 97]);
});

test('the row at a height', () => {
  const offsets = Float64Array.from([0, 44, 64, 84]);
  expect([0, 43, 44, 63.9, 64, 1_000].map((height) => rowAt(offsets, height))).toEqual([0, 0, 1, 1, 2, 3]);
});

test('the window has what is in sight and some to spare, and no more than there is', () => {
  const offsets = Float64Array.from({ length: 1_001 }, (_, index) => index * 20);
  expect(windowOf(offsets, 10_000, 10_800)).toEqual({ from: 480, to: 561 });
  expect(windowOf(offsets, 0, 800)).toEqual({ from: 0, to: 61 });
  expect(windowOf(offsets, 19_900, 20_700)).toEqual({ from: 975, to: 1_000 });
  expect(windowOf(Float64Array.from([0]), 0, 800)).toEqual({ from: 0, to: 0 });
});

test('far into a long line is further down', () => {
  const [, line] = rows('a'.repeat(100)) as [Row, Row];
  expect([0, 19, 20, 99].map((at) => depthInRow(line, at, metrics))).toEqual([0, 0, 20, 80]);
});

test('100,000 rows are laid out in a blink', () => {
  const all = rows(...Array.from({ length: 100_000 }, (_, index) => `line ${index}`));
  const began = performance.now();
  offsetsOf(all, metrics, new Map());
  expect(performance.now() - began).toBeLessThan(500);
});
