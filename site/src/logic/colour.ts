/** Colours that can be read: WCAG's contrast, and what to do where it falls short. */

export type Rgb = readonly [red: number, green: number, blue: number];

/** What WCAG AA asks of text. */
export const ENOUGH = 4.5;

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

export function hex(text: string): Rgb {
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function css(colour: Rgb): string {
  return `rgb(${colour.join(' ')})`;
}

export function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2): number => Math.round(one[index] * (1 - share) + other[index] * share);
  return [part(0), part(1), part(2)];
}

/** From 1, the same, to 21, black on white. */
export function contrast(one: Rgb, other: Rgb): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The colour itself where it reads on each of the grounds, else its next shade that does. */
export function legible(colour: Rgb, grounds: readonly Rgb[]): Rgb {
  const worst = (candidate: Rgb): number => Math.min(...grounds.map((ground) => contrast(candidate, ground)));
  const towards = worst(WHITE) > worst(BLACK) ? WHITE : BLACK;
  for (let share = 0; share < 1; share += 0.05) {
    const shade = mix(colour, towards, share);
    if (worst(shade) >= ENOUGH) {
      return shade;
    }
  }
  return towards;
}
