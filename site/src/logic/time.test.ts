import { expect, test } from 'vitest';
import { formatAgo, formatClock, formatMoment, formatSpan, formatWholeSpan, spanOf } from './time';

test.each([
  [-5, '0 ms'],
  [0, '0 ms'],
  [420, '420 ms'],
  [1_000, '1.0 s'],
  [4_240, '4.2 s'],
  [9_949, '9.9 s'],
  [9_950, '10 s'],
  [59_940, '59 s'],
  [59_950, '1 m 00 s'],
  [64_000, '1 m 04 s'],
  [7_500_000, '2 h 05 m'],
  [273_600_000, '3 d 04 h'],
])('%d ms took %s', (ms, words) => {
  expect(formatSpan(ms)).toBe(words);
});

test('what runs counts in whole seconds', () => {
  expect(formatWholeSpan(420)).toBe('0 s');
  expect(formatWholeSpan(4_240)).toBe('4 s');
});

test('the span of what never began, runs, and is over', () => {
  const startedAt = '2026-01-01T12:00:00Z';
  const now = Date.parse('2026-01-01T12:01:05Z');
  expect(spanOf({ startedAt: null, completedAt: null }, now)).toBeUndefined();
  expect(spanOf({ startedAt, completedAt: null }, now)).toBe('1 m 05 s');
  expect(spanOf({ startedAt, completedAt: '2026-01-01T12:00:02.500Z' }, now)).toBe('2.5 s');
});

test.each([
  ['2026-01-10T12:00:30Z', 'just now'],
  ['2026-01-10T11:59:30Z', 'just now'],
  ['2026-01-10T11:59:10Z', '1 min ago'],
  ['2026-01-10T11:20:00Z', '40 min ago'],
  ['2026-01-10T09:00:00Z', '3 h ago'],
  ['2026-01-09T08:00:00Z', 'yesterday'],
  ['2026-01-05T12:00:00Z', '5 days ago'],
  ['2025-06-02T12:00:00Z', 'Jun 2, 2025'],
])('%s is %s', (at, words) => {
  expect(formatAgo(at, Date.parse('2026-01-10T12:00:00Z'))).toBe(words);
});

test('a log line has the time of day to the millisecond', () => {
  expect(formatClock('2026-01-10T12:34:56.007Z')).toMatch(/^\d\d:\d\d:56\.007$/);
});

test('a moment in full has its date', () => {
  expect(formatMoment('2026-01-10T12:34:56Z')).toContain('2026');
});
