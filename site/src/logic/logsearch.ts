/** Words in a log: where they are, and how a line shows them. */
import type { Piece } from './ansi';
import type { LogGroup, LogLine, StepSection } from './logbook';

export interface Hit {
  readonly line: LogLine | LogGroup;
  readonly start: number;
  readonly end: number;
}

export const MOST_HITS = 5_000;

/** Every place where the words occur, whatever their case, in reading order; at most MOST_HITS. */
export function search(sections: readonly StepSection[], query: string): Hit[] {
  const hits: Hit[] = [];
  if (query === '') {
    return hits;
  }
  const pattern = new RegExp(query.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
  for (const section of sections) {
    for (const line of section.lines) {
      for (const match of line.plain.matchAll(pattern)) {
        hits.push({ line, start: match.index, end: match.index + match[0].length });
        if (hits.length === MOST_HITS) {
          return hits;
        }
      }
    }
  }
  return hits;
}

export function hitsByLine(hits: readonly Hit[]): Map<LogLine | LogGroup, Hit[]> {
  const byLine = new Map<LogLine | LogGroup, Hit[]>();
  for (const hit of hits) {
    const known = byLine.get(hit.line);
    if (known === undefined) {
      byLine.set(hit.line, [hit]);
    } else {
      known.push(hit);
    }
  }
  return byLine;
}

export interface MarkedPiece extends Piece {
  readonly mark?: 'match' | 'current';
}

/** Cuts a line's pieces where hits begin and end. Hits are in order and do not overlap. */
export function markPieces(
  pieces: readonly Piece[],
  hits: readonly Hit[],
  current: Hit | undefined,
): MarkedPiece[] {
  if (hits.length === 0) {
    return [...pieces];
  }
  const marked: MarkedPiece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const end = at + piece.text.length;
    let from = at;
    const push = (until: number, mark?: 'match' | 'current'): void => {
      if (until > from) {
        const text = piece.text.slice(from - at, until - at);
        marked.push(mark === undefined ? { text, style: piece.style } : { text, style: piece.style, mark });
        from = until;
      }
    };
    for (const hit of hits) {
      if (hit.end > from && hit.start < end) {
        push(Math.max(hit.start, at));
        push(Math.min(hit.end, end), hit === current ? 'current' : 'match');
      }
    }
    push(end);
    at = end;
  }
  return marked;
}
