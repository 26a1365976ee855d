/** Terminal colours as they are shown: in both themes, and never so that text cannot be read. */
import type { Colour, Style } from './ansi';
import { css, hex, legible, mix, type Rgb } from './colour';

interface Theme {
  readonly ink: Rgb;
  readonly sheet: Rgb;
  /** What a line of a log may stand on: the sheet, and its washes for errors, warnings and marked lines. */
  readonly grounds: readonly Rgb[];
  readonly text: readonly Rgb[];
  readonly ground: readonly Rgb[];
}

const all = (colours: string): Rgb[] => colours.split(' ').map(hex);

/** The colours by role are those of `app.css`; a test compares them. */
export const themes: { readonly light: Theme; readonly dark: Theme } = {
  light: {
    ink: hex('#13242c'),
    sheet: hex('#ffffff'),
    grounds: all('#ffffff #f8faf9 #fcebe8 #fdf1dc #e0f0f0'),
    text: all(
      '#13242c #b1261d #18703f #855400 #1f56b0 #8a2d94 #0b6672 #55666d #5b6c73 #c4281e #12783f #8a5a00 #2563c9 #9b35a6 #0d707d #13242c',
    ),
    ground: all(
      '#c9d2d4 #f7c6c1 #bfe5ce #f6dfae #c9dbf8 #eccdf0 #bfe3e5 #e6ecec #d5dddf #ffd5d0 #cdf1da #ffebc2 #d8e6ff #f5dcf8 #cff0f1 #f4f6f5',
    ),
  },
  dark: {
    ink: hex('#e4edef'),
    sheet: hex('#121e25'),
    grounds: all('#121e25 #182830 #3b1a17 #3a2a10 #12343a'),
    text: all(
      '#7c919a #ff8f82 #63d291 #f0c060 #86b4ff #e39bee #6fd0d3 #cbd7db #8fa3aa #ffa89e #86e5ad #ffd682 #a9caff #efb9f6 #98e4e6 #ffffff',
    ),
    ground: all(
      '#2b3b43 #7a231c #1a5433 #614508 #1f417e #662770 #12545c #4b5d65 #3a4c54 #8f2d25 #22683f #75550f #2a5199 #7b3486 #19656f #5d7079',
    ),
  },
};

export interface Paint {
  readonly color?: string;
  readonly background?: string;
}

const known = new Map<string, Paint>();
const MOST_KNOWN = 2_000;

/** CSS colours of a piece; none where the page's own will do. */
export function paintOf({ fg, bg, dim, inverse }: Style): Paint {
  if (fg === undefined && bg === undefined && dim === undefined && inverse === undefined) {
    return {};
  }
  const key = JSON.stringify([fg, bg, dim, inverse]);
  let paint = known.get(key);
  if (paint === undefined) {
    const light = shadeOf(themes.light, fg, bg, dim, inverse);
    const dark = shadeOf(themes.dark, fg, bg, dim, inverse);
    paint = {
      color: `light-dark(${css(light.text)}, ${css(dark.text)})`,
      ...(light.ground === undefined || dark.ground === undefined
        ? {}
        : { background: `light-dark(${css(light.ground)}, ${css(dark.ground)})` }),
    };
    if (known.size >= MOST_KNOWN) {
      known.clear();
    }
    known.set(key, paint);
  }
  return paint;
}

/** In one theme: the text's colour, and its ground where it has one of its own. */
export function shadeOf(
  theme: Theme,
  fg: Colour | undefined,
  bg: Colour | undefined,
  dim: true | undefined,
  inverse: true | undefined,
): { text: Rgb; ground: Rgb | undefined } {
  const text = fg === undefined ? theme.ink : rgbOf(fg, theme.text);
  const under = bg === undefined ? undefined : rgbOf(bg, theme.ground);
  const [front, ground] = inverse ? [under ?? theme.sheet, text] : [text, under];
  const grounds = ground === undefined ? theme.grounds : [ground];
  const shown = dim ? mix(front, ground ?? theme.sheet, 0.3) : front;
  return { text: legible(shown, grounds), ground };
}

function rgbOf(colour: Colour, palette: readonly Rgb[]): Rgb {
  return colour.kind === 'exact' ? colour.rgb : (palette[colour.index] ?? [0, 0, 0]);
}
