/** What the steps of a job said beside its log. */
import type { Annotation } from '../contract/types';

/** Where an annotation points: `src/a.js:3:5`, `src/a.js:3-4`, or nothing. */
export function placeOf({ file, line, endLine, column }: Annotation): string | undefined {
  if (file === undefined) {
    return undefined;
  }
  if (line === undefined) {
    return file;
  }
  if (endLine !== undefined && endLine !== line) {
    return `${file}:${line}-${endLine}`;
  }
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}
