/**
 * ANSI escape sequences to styled pieces. Knows SGR (16, 256 and true colours, bold, dim, italic, underline,
 * inverse, hidden, strike-through); drops all other sequences. Never makes HTML: the view sets text and classes.
 */

import type { Rgb } from './colour';

/** `palette` 0–15 takes the theme's colour; anything else is exact. */
export type Colour =
  { readonly kind: 'palette'; readonly index: number } | { readonly kind: 'exact'; readonly rgb: Rgb };

export interface Style {
  readonly fg?: Colour;
  readonly bg?: Colour;
  readonly bold?: true;
  readonly dim?: true;
  readonly italic?: true;
  readonly underline?: true;
  readonly inverse?: true;
  readonly hidden?: true;
  readonly strike?: true;
}

export interface Piece {
  readonly text: string;
  readonly style: Style;
}

type Draft = { -readonly [K in keyof Style]: Style[K] };

const ESCAPE = '\u001b';
const PLAIN: Style = {};

// CSI …, OSC … (ended by BEL or ST), other two-character escapes, and stray control characters but tab.
const SEQUENCE =
  // eslint-disable-next-line no-control-regex
  /\u001b\[([0-9:;<=>?]*)[ -/]*([@-~])|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[PX^_][^\u001b]*(?:\u001b\\)?|\u001b[ -/]*[0-~]?|[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** The text without any sequence, as search and screen readers see it. */
export function stripAnsi(text: string): string {
  return needsWork(text) ? lastWrite(text).replace(SEQUENCE, '') : text;
}

export function parseAnsi(text: string): Piece[] {
  if (!needsWork(text)) {
    return text === '' ? [] : [{ text, style: PLAIN }];
  }
  const source = lastWrite(text);
  const pieces: Piece[] = [];
  let style: Style = PLAIN;
  let from = 0;
  const push = (until: number): void => {
    if (until > from) {
      pieces.push({ text: source.slice(from, until), style });
    }
  };
  for (const match of source.matchAll(SEQUENCE)) {
    push(match.index);
    from = match.index + match[0].length;
    if (match[2] === 'm') {
      style = applySgr(style, match[1] ?? '');
    }
  }
  push(source.length);
  return pieces;
}

function needsWork(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return text.includes(ESCAPE) || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text);
}

/** A progress bar rewrites its line with carriage returns: what was written last is what one would see. */
function lastWrite(text: string): string {
  const trimmed = text.endsWith('\r') ? text.slice(0, -1) : text;
  const at = trimmed.lastIndexOf('\r');
  if (at < 0) {
    return trimmed;
  }
  // Colours set before the return still hold.
  const before = trimmed.slice(0, at).match(/\u001b\[[0-9:;]*m/g) ?? [];
  return before.join('') + trimmed.slice(at + 1);
}

function applySgr(style: Style, parameters: string): Style {
  const codes = parameters.split(';');
  const draft: Draft = { ...style };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? '';
    if (code.includes(':')) {
      applyParts(draft, code.split(':').map(Number));
    } else if (code === '38' || code === '48') {
      const { colour, used } = extended(codes.slice(i + 1).map(Number));
      i += used;
      applyColour(draft, code === '38' ? 'fg' : 'bg', colour);
    } else {
      applyCode(draft, Number(code));
    }
  }
  return draft;
}

/** The form with colons: `38:2:COLOURSPACE:r:g:b`, often without the colour space, and `4:3` for a wavy line. */
function applyParts(draft: Draft, parts: readonly number[]): void {
  const [code = 0, kind = 0, ...rest] = parts;
  if (code === 38 || code === 48) {
    const values = kind === 2 ? rest.slice(-3) : rest;
    applyColour(draft, code === 38 ? 'fg' : 'bg', extended([kind, ...values]).colour);
  } else {
    applyCode(draft, code === 4 && kind === 0 ? 24 : code);
  }
}

function applyColour(draft: Draft, where: 'fg' | 'bg', colour: Colour | undefined): void {
  if (colour !== undefined) {
    draft[where] = colour;
  }
}

function applyCode(draft: Draft, code: number): void {
  if (code >= 30 && code <= 37) draft.fg = palette(code - 30);
  else if (code >= 90 && code <= 97) draft.fg = palette(code - 90 + 8);
  else if (code >= 40 && code <= 47) draft.bg = palette(code - 40);
  else if (code >= 100 && code <= 107) draft.bg = palette(code - 100 + 8);
  else for (const key of resets.get(code) ?? []) delete draft[key];
  const attribute = attributes.get(code);
  if (attribute !== undefined) draft[attribute] = true;
}

type Attribute = Exclude<keyof Style, 'fg' | 'bg'>;

const attributes: ReadonlyMap<number, Attribute> = new Map([
  [1, 'bold'],
  [2, 'dim'],
  [3, 'italic'],
  [4, 'underline'],
  [7, 'inverse'],
  [8, 'hidden'],
  [9, 'strike'],
  [21, 'underline'],
]);

const everything: readonly (keyof Style)[] = ['fg', 'bg', ...new Set(attributes.values())];

const resets: ReadonlyMap<number, readonly (keyof Style)[]> = new Map<number, readonly (keyof Style)[]>([
  [0, everything],
  [22, ['bold', 'dim']],
  [23, ['italic']],
  [24, ['underline']],
  [27, ['inverse']],
  [28, ['hidden']],
  [29, ['strike']],
  [39, ['fg']],
  [49, ['bg']],
]);

function extended(rest: readonly number[]): { colour?: Colour; used: number } {
  const [mode, a, b, c] = rest;
  if (mode === 5 && a !== undefined) {
    const colour = indexed(a);
    return colour === undefined ? { used: 2 } : { colour, used: 2 };
  }
  if (mode === 2 && a !== undefined && b !== undefined && c !== undefined) {
    return { colour: exact(a, b, c), used: 4 };
  }
  return { used: rest.length };
}

/** The 256-colour table: the 16 named ones, a 6×6×6 cube, 24 greys. */
function indexed(index: number): Colour | undefined {
  if (!Number.isInteger(index) || index < 0 || index > 255) {
    return undefined;
  }
  if (index < 16) {
    return palette(index);
  }
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return exact(grey, grey, grey);
  }
  const level = (value: number): number => (value === 0 ? 0 : 55 + value * 40);
  const cube = index - 16;
  return exact(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
}

function palette(index: number): Colour {
  return { kind: 'palette', index };
}

function exact(r: number, g: number, b: number): Colour {
  const byte = (value: number): number => Math.min(255, Math.max(0, Math.trunc(value) || 0));
  return { kind: 'exact', rgb: [byte(r), byte(g), byte(b)] };
}
