import { expect, test } from 'vitest';
import type { Annotation } from '../contract/types';
import { placeOf } from './report';

test.each<[Partial<Annotation>, string | undefined]>([
  [{}, undefined],
  [{ line: 3 }, undefined],
  [{ file: 'a.js' }, 'a.js'],
  [{ file: 'a.js', line: 3 }, 'a.js:3'],
  [{ file: 'a.js', line: 3, column: 5 }, 'a.js:3:5'],
  [{ file: 'a.js', line: 3, endLine: 3, column: 5 }, 'a.js:3:5'],
  [{ file: 'a.js', line: 3, endLine: 4, column: 5 }, 'a.js:3-4'],
])('%j points at %s', (told, place) => {
  expect(placeOf({ level: 'error', step: 1, message: 'm', ...told })).toBe(place);
});
