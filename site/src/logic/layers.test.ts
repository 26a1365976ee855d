import { describe, expect, test } from 'vitest';
import { arrange, type Arrangement, type Node } from './layers';

const gaps = { layer: 60, box: 20, margin: 8 };

const node = (id: string, after: string[] = [], height = 40, width = 200): Node => ({
  id,
  after,
  width,
  height,
});

/** A graph like those of real workflows: each box after a few earlier ones. */
function random(seed: number, size: number): Node[] {
  let state = seed;
  const below = (limit: number): number => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return (state >> 8) % limit;
  };
  return Array.from({ length: size }, (_, index) =>
    node(
      `n${index}`,
      index === 0 ? [] : Array.from({ length: below(3) }, () => `n${below(index)}`),
      40 + below(4) * 30,
      120 + below(3) * 60,
    ),
  );
}

function overlaps(nodes: readonly Node[], { spots }: Arrangement): string[] {
  return nodes.flatMap((a, index) =>
    nodes.slice(index + 1).flatMap((b) => {
      const [one, other] = [spots.get(a.id), spots.get(b.id)];
      if (one === undefined || other === undefined) {
        return [`${a.id} or ${b.id} is missing`];
      }
      const apart =
        one.x + a.width <= other.x ||
        other.x + b.width <= one.x ||
        one.y + a.height <= other.y ||
        other.y + b.height <= one.y;
      return apart ? [] : [`${a.id} lies on ${b.id}`];
    }),
  );
}

describe.each(Array.from({ length: 40 }, (_, index) => index + 1))('random graph %d', (seed) => {
  const nodes = random(seed, 4 + seed);
  const picture = arrange(nodes, gaps);

  test('has each box right of those that it comes after', () => {
    for (const { id, after } of nodes) {
      for (const before of after) {
        const width = nodes.find((one) => one.id === before)?.width ?? 0;
        expect(picture.spots.get(id)?.x).toBeGreaterThanOrEqual((picture.spots.get(before)?.x ?? 0) + width);
      }
    }
  });

  test('has no box upon another, and none outside', () => {
    expect(overlaps(nodes, picture)).toEqual([]);
    for (const { id, width, height } of nodes) {
      const spot = picture.spots.get(id) ?? { x: -1, y: -1 };
      expect(spot.x).toBeGreaterThanOrEqual(gaps.margin);
      expect(spot.y).toBeGreaterThanOrEqual(gaps.margin);
      expect(spot.x + width).toBeLessThanOrEqual(picture.width);
      expect(spot.y + height).toBeLessThanOrEqual(picture.height);
    }
  });
});

test('an arrow starts at the right rim and ends at the left one', () => {
  const { arrows } = arrange([node('a'), node('b', ['a'])], gaps);
  expect(arrows).toEqual([{ from: 'a', to: 'b', path: 'M208 28H208H268' }]);
});

test('a long arrow keeps away from the boxes that it passes', () => {
  const nodes = [node('a'), node('b', ['a']), node('c', ['b', 'a'])];
  const { spots, arrows } = arrange(nodes, gaps);
  const passage = /H(\d+)C/.exec(arrows.find(({ from, to }) => from === 'a' && to === 'c')?.path ?? '');
  expect(passage).not.toBeNull();
  expect(spots.get('b')?.y).not.toBe(spots.get('a')?.y);
});

test('two crossing pairs are uncrossed', () => {
  const { spots } = arrange([node('a'), node('b'), node('d', ['b']), node('c', ['a'])], gaps);
  const y = (id: string): number => spots.get(id)?.y ?? 0;
  expect(y('a') < y('b')).toBe(y('c') < y('d'));
});

test('the same graph has the same picture', () => {
  expect(arrange(random(3, 30), gaps)).toEqual(arrange(random(3, 30), gaps));
});

test('a chain of 256 and a fan of 256 take no time', () => {
  const began = performance.now();
  arrange(
    Array.from({ length: 256 }, (_, i) => node(`n${i}`, i === 0 ? [] : [`n${i - 1}`])),
    gaps,
  );
  arrange(
    Array.from({ length: 256 }, (_, i) => node(`n${i}`, i === 0 ? [] : ['n0'])),
    gaps,
  );
  expect(performance.now() - began).toBeLessThan(1_500);
});
