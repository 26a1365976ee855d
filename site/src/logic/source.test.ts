import { expect, test } from 'vitest';
import type { Finding } from '../contract/types';
import { annotate } from './source';

const finding = (line: number, file = 'ci.yml'): Finding => ({
  file,
  line,
  column: 1,
  message: 'm',
  rule: 'r',
  severity: 'error',
});

test('findings stand with their lines, in their order', () => {
  const { lines } = annotate('ci.yml', 'a\nb\nc\n', [finding(2), finding(3), finding(2)]);
  expect(lines.map(({ number, text, findings }) => [number, text, findings.length])).toEqual([
    [1, 'a', 0],
    [2, 'b', 2],
    [3, 'c', 1],
  ]);
});

test('what is behind the last line is found at the last', () => {
  expect(annotate('ci.yml', 'a\nb\n', [finding(3)]).lines.at(-1)?.findings).toHaveLength(1);
  expect(annotate('ci.yml', '', [finding(1)]).lines).toMatchObject([{ number: 1, findings: [finding(1)] }]);
});

test('lines end as on every system', () => {
  expect(annotate('ci.yml', 'a\r\nb\rc', []).lines.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
});

test('findings of called files stand apart', () => {
  const { lines, elsewhere } = annotate('ci.yml', 'a', [finding(1, 'other.yml')]);
  expect(elsewhere).toHaveLength(1);
  expect(lines[0]?.findings).toEqual([]);
});
