import { expect, test } from 'vitest';
import { columnsOf, visible, withoutTurns } from './text';

test('what could make a name look like another is named', () => {
  expect(visible('sign \u202Etxt.exe')).toBe('sign [U+202E]txt.exe');
  expect(visible('\u2066a\u2069\u0007\u009b')).toBe('[U+2066]a[U+2069][U+0007][U+009B]');
});

test('all else stays: line feeds, tabs, other scripts, emoji of several parts', () => {
  for (const text of ['two\nlines\tand a tab', 'שלום', 'می‌خواهم', '👩‍🚀', '<b>&amp;</b>']) {
    expect(visible(text)).toBe(text);
  }
});

test('a log keeps its terminal sequences, but not what turns its lines', () => {
  expect(withoutTurns('\u001b[31mred\u202E')).toBe('\u001b[31mred[U+202E]');
});

test('columns of a monospaced font', () => {
  expect(columnsOf('plain')).toBe(5);
  expect(columnsOf('漢字')).toBe(4);
  expect(columnsOf('e\u0301')).toBe(1);
  expect(columnsOf('a\tb')).toBe(9);
  expect(columnsOf('🚢')).toBe(2);
});
