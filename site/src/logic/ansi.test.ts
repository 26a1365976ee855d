import { describe, expect, test } from 'vitest';
import { parseAnsi, stripAnsi, type Style } from './ansi';

const ESC = '\u001b[';

/** Pieces as `text` or `text{style}`. */
function pieces(text: string): string[] {
  return parseAnsi(text).map(({ text, style }) => {
    const names = Object.entries(style).map(([key, value]) => nameOf(key, value as Style['fg'] | true));
    return names.length === 0 ? text : `${text}{${names.join(' ')}}`;
  });
}

function nameOf(key: string, value: Style['fg'] | true): string {
  if (typeof value !== 'object') {
    return key;
  }
  return `${key}=${value.kind === 'palette' ? value.index : value.rgb.join('/')}`;
}

test('plain text is one piece, and none when there is none', () => {
  expect(pieces('all is well')).toEqual(['all is well']);
  expect(pieces('')).toEqual([]);
});

test('the sixteen colours, dark and bright, for text and ground', () => {
  expect(pieces(`${ESC}31mred${ESC}92mgreen${ESC}44mon blue${ESC}103mon yellow`)).toEqual([
    'red{fg=1}',
    'green{fg=10}',
    'on blue{fg=10 bg=4}',
    'on yellow{fg=10 bg=11}',
  ]);
});

test('256 colours: the named ones, the cube, the greys', () => {
  expect(pieces(`${ESC}38;5;9ma${ESC}38;5;196mb${ESC}48;5;16mc${ESC}38;5;255md`)).toEqual([
    'a{fg=9}',
    'b{fg=255/0/0}',
    'c{fg=255/0/0 bg=0/0/0}',
    'd{fg=238/238/238 bg=0/0/0}',
  ]);
});

test('true colours, with semicolons or colons, and out of their range', () => {
  expect(pieces(`${ESC}38;2;255;120;40ma${ESC}48:2:1:2:3mb${ESC}38;2;999;0;0mc`)).toEqual([
    'a{fg=255/120/40}',
    'b{fg=255/120/40 bg=1/2/3}',
    'c{fg=255/0/0 bg=1/2/3}',
  ]);
});

test('true colours with the colour space of the standard between', () => {
  expect(pieces(`${ESC}38:2::255:120:40ma`)).toEqual(['a{fg=255/120/40}']);
});

test('attributes are set, and reset one by one or together', () => {
  expect(pieces(`${ESC}1;3;4mx${ESC}22my${ESC}23;24mz`)).toEqual([
    'x{bold italic underline}',
    'y{italic underline}',
    'z',
  ]);
  expect(pieces(`${ESC}7;9;2ma${ESC}0mb`)).toEqual(['a{inverse strike dim}', 'b']);
  expect(pieces(`${ESC}31;41ma${ESC}39mb${ESC}49mc`)).toEqual(['a{fg=1 bg=1}', 'b{bg=1}', 'c']);
  expect(pieces(`${ESC}4:3mwavy${ESC}4:0mplain`)).toEqual(['wavy{underline}', 'plain']);
});

describe('what is no colour is dropped', () => {
  test.each([
    ['cursor movement', `a${ESC}2Kb${ESC}1;1Hc`, 'abc'],
    ['links of terminals', 'a\u001b]8;;https://example.com\u0007b\u001b]8;;\u001b\\c', 'abc'],
    ['a title', 'a\u001b]0;title\u0007b', 'ab'],
    ['control characters', 'a\u0000\u0008\u0007b\u007f', 'ab'],
    ['a lone escape at the end', 'ab\u001b', 'ab'],
    ['an unknown colour mode', `${ESC}38;7;1mab`, 'ab'],
    ['a 256 colour that is none', `${ESC}38;5;300mab`, 'ab'],
  ])('%s', (_, text, seen) => {
    expect(pieces(text).join('')).toBe(seen);
    expect(stripAnsi(text)).toBe(seen);
  });
});

test('of a line that was rewritten the last writing is seen', () => {
  expect(pieces('10 %\r50 %\r100 %')).toEqual(['100 %']);
  expect(pieces('windows line\r')).toEqual(['windows line']);
  expect(pieces(`${ESC}32m10 %\r100 %`)).toEqual(['100 %{fg=2}']);
});

test('tabs stay', () => {
  expect(stripAnsi(`a\tb${ESC}0m`)).toBe('a\tb');
});
