import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, ENOUGH, hex, legible, mix, type Rgb } from './colour';
import { paintOf, shadeOf, themes } from './paint';

test('contrast is that of WCAG', () => {
  expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21);
  expect(contrast(hex('#777777'), hex('#ffffff'))).toBeCloseTo(4.48, 2);
  expect(contrast(hex('#123456'), hex('#123456'))).toBe(1);
});

test('a colour that reads stays, another becomes its next shade that does', () => {
  const white: readonly Rgb[] = [[255, 255, 255]];
  expect(legible([0, 0, 139], white)).toEqual([0, 0, 139]);
  const [red, green, blue] = legible([255, 255, 0], white);
  expect(contrast([red, green, blue], [255, 255, 255])).toBeGreaterThanOrEqual(ENOUGH);
  expect(red).toBe(green);
  expect(blue).toBe(0);
});

test('colours mix', () => {
  expect(mix([0, 0, 0], [200, 100, 50], 0.5)).toEqual([100, 50, 25]);
});

describe.each(['light', 'dark'] as const)('in the %s theme', (name) => {
  const theme = themes[name];
  const palette = Array.from({ length: 16 }, (_, index) => ({ kind: 'palette' as const, index }));

  test('every palette colour reads on every ground, dim and inverse too', () => {
    for (const dim of [undefined, true] as const) {
      for (const inverse of [undefined, true] as const) {
        for (const fg of [undefined, ...palette]) {
          for (const bg of [undefined, ...palette]) {
            const { text, ground } = shadeOf(theme, fg, bg, dim, inverse);
            for (const under of ground === undefined ? theme.grounds : [ground]) {
              expect(contrast(text, under)).toBeGreaterThanOrEqual(ENOUGH);
            }
          }
        }
      }
    }
  });

  test('the palette itself reads on the sheet without being changed', () => {
    for (const colour of theme.text) {
      expect(contrast(colour, theme.sheet)).toBeGreaterThanOrEqual(4.4);
    }
  });

  test('any exact colour reads', () => {
    for (const rgb of [
      [255, 255, 0],
      [0, 0, 0],
      [255, 255, 255],
      [128, 128, 128],
    ] as const) {
      const { text } = shadeOf(theme, { kind: 'exact', rgb }, undefined, undefined, undefined);
      theme.grounds.forEach((ground) => expect(contrast(text, ground)).toBeGreaterThanOrEqual(ENOUGH));
    }
  });

  test('the grounds are those of the style sheet', () => {
    const sheet = readFileSync(new URL('../app.css', import.meta.url), 'utf8');
    const roles = ['sheet', 'raised', 'failure-wash', 'running-wash', 'accent-wash'];
    const colours = roles.map((role) => {
      const match = new RegExp(`--${role}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(sheet);
      return hex(match?.[name === 'light' ? 1 : 2] ?? '');
    });
    expect(theme.grounds).toEqual(colours);
    expect(theme.sheet).toEqual(colours[0]);
  });
});

test('a piece is painted for both themes at once, and only where it must be', () => {
  expect(paintOf({ bold: true })).toEqual({});
  expect(paintOf({ fg: { kind: 'exact', rgb: [0, 0, 0] } })).toEqual({
    color: expect.stringMatching(/^light-dark\(rgb\(0 0 0\), rgb\(\d+ \d+ \d+\)\)$/),
  });
  expect(paintOf({ inverse: true }).background).toBe('light-dark(rgb(19 36 44), rgb(228 237 239))');
});
