/** The part of a long log that is drawn. Heights are reckoned, so that rows out of sight cost nothing. */
import type { Row, Tone } from './logbook';
import { columnsOf } from './text';

/** The style sheet of the log draws by these; all in pixels but `columns`. */
export interface Metrics {
  readonly stepHeight: number;
  readonly lineHeight: number;
  /** Characters that fit before a line breaks. */
  readonly columns: number;
  /** On narrow screens the time stands above its line. */
  readonly timeAbove: boolean;
}

/** What a tone says before its line. */
export const toneWords: Partial<Record<Tone, string>> = {
  error: 'Error: ',
  warning: 'Warning: ',
  notice: 'Notice: ',
  debug: 'Debug: ',
};

/** Groups within groups are indented this far and no further. */
export const DEEPEST = 4;

export function indentOf(depth: number): number {
  return 2 * Math.min(depth, DEEPEST);
}

/**
 * Where each row begins, and after the last where the log ends. `measured` corrects what was reckoned wrong:
 * only the browser knows how wide a rare character is.
 */
export function offsetsOf(
  rows: readonly Row[],
  metrics: Metrics,
  measured: ReadonlyMap<Row, number>,
): Float64Array {
  const offsets = new Float64Array(rows.length + 1);
  let at = 0;
  rows.forEach((row, index) => {
    offsets[index] = at;
    at += measured.get(row) ?? heightOf(row, metrics);
  });
  offsets[rows.length] = at;
  return offsets;
}

export function heightOf(row: Row, metrics: Metrics): number {
  if (row.row === 'step') {
    return metrics.stepHeight;
  }
  const before = row.row === 'group' ? 2 : (toneWords[row.tone]?.length ?? 0);
  const width = Math.max(8, metrics.columns - indentOf(row.depth));
  const lines = breaksOf(row.plain, width, before) + (metrics.timeAbove ? 1 : 0);
  return metrics.lineHeight * lines;
}

function breaksOf(text: string, width: number, before: number): number {
  if (!text.includes('\n')) {
    return Math.max(1, Math.ceil((columnsOf(text) + before) / width));
  }
  return text
    .split('\n')
    .reduce((sum, part, index) => sum + breaksOf(part, width, index === 0 ? before : 0), 0);
}

/** How far below the top of its row a character is drawn. */
export function depthInRow(row: Row, character: number, metrics: Metrics): number {
  if (row.row === 'step') {
    return 0;
  }
  const lines = breaksOf(row.plain.slice(0, character) + ' ', metrics.columns - indentOf(row.depth), 0);
  return (lines - 1) * metrics.lineHeight;
}

/** The rows between two heights, with some to spare on both sides so that scrolling finds them ready. */
export function windowOf(
  offsets: Float64Array,
  top: number,
  bottom: number,
  spare = 20,
): { from: number; to: number } {
  const count = offsets.length - 1;
  const from = Math.max(0, rowAt(offsets, top) - spare);
  const to = Math.min(count, rowAt(offsets, bottom) + 1 + spare);
  return { from: Math.min(from, count), to: Math.max(from, to) };
}

/** The last row that begins at that height or above it. */
export function rowAt(offsets: Float64Array, height: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= height) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
