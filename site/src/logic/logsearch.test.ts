import { expect, test } from 'vitest';
import { parseAnsi } from './ansi';
import { LogBook, type StepSection } from './logbook';
import { hitsByLine, markPieces, MOST_HITS, search } from './logsearch';

function said(...messages: string[]): StepSection[] {
  const book = new LogBook();
  book.append(messages.map((m) => ({ t: '2026-01-01T00:00:00Z', s: 1, m })));
  return book.steps([]);
}

const found = (sections: StepSection[], query: string): string[] =>
  search(sections, query).map(({ line, start, end }) => `${line.number}:${start}-${end}`);

test('words are found whatever their case, in reading order, twice in a line', () => {
  expect(found(said('Test and test', 'none', 'TEST'), 'test')).toEqual(['1:0-4', '1:9-13', '3:0-4']);
});

test('what has a meaning in patterns is looked for as it is', () => {
  expect(found(said('a.b*c [x] (y) \\ ^$', 'aXbbc'), '.b*c')).toEqual(['1:1-5']);
  expect(found(said('[x] (y) \\ ^$'), '(y) \\ ^$')).toEqual(['1:4-12']);
});

test('colours do not come between letters', () => {
  expect(found(said('\u001b[31mte\u001b[32mst\u001b[0m'), 'test')).toEqual(['1:0-4']);
});

test('nothing is looked for when nothing is asked', () => {
  expect(found(said('a'), '')).toEqual([]);
});

test('there is an end to hits', () => {
  expect(search(said('a'.repeat(MOST_HITS + 10)), 'a')).toHaveLength(MOST_HITS);
});

test('a line of 100,000 is searched in a blink', () => {
  const book = new LogBook();
  book.append(
    Array.from({ length: 100_000 }, (_, i) => ({ t: '2026-01-01T00:00:00Z', s: 1, m: `line number ${i}` })),
  );
  const sections = book.steps([]);
  const began = performance.now();
  expect(search(sections, 'number 99999')).toHaveLength(1);
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('hits cut the pieces of a line where they begin and end', () => {
  const [section] = said('\u001b[31mte\u001b[0mst test');
  const hits = search([section as StepSection], 'test');
  const line = section?.lines[0];
  const pieces = markPieces(parseAnsi(line?.text ?? ''), hits, hits[1]);
  expect(pieces.map(({ text, mark }) => `${text}/${mark ?? ''}`)).toEqual([
    'te/match',
    'st/match',
    ' /',
    'test/current',
  ]);
  expect(pieces[0]?.style.fg).toEqual({ kind: 'palette', index: 1 });
});

test('a line without hits is as it was', () => {
  expect(markPieces(parseAnsi('abc'), [], undefined)).toEqual([{ text: 'abc', style: {} }]);
});

test('hits are known by their line', () => {
  const hits = search(said('a a', 'a'), 'a');
  expect([...hitsByLine(hits).values()].map((some) => some.length)).toEqual([2, 1]);
});
