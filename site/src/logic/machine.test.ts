import { expect, test } from 'vitest';
import type { Flow, StateNode } from './definition';
import { draw, type Picture, type StateBox } from './machine';

const state = (name: string, next: string[] = [], inside: Flow[] = []): StateNode => ({
  name,
  type: inside.length > 0 ? 'Parallel' : 'Pass',
  edges: next.map((to) => ({ to, kind: 'next' })),
  isEnd: next.length === 0,
  inside,
  written: {},
});
const flow = (...states: StateNode[]): Flow => ({ startAt: states[0]?.name ?? '', states });

function box(picture: Picture, name: string): StateBox {
  const found = picture.boxes.find((one) => one.state.name === name);
  if (found === undefined) {
    throw new Error(`no box ${name}`);
  }
  return found;
}

const holds = (outer: StateBox, inner: StateBox): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

const apart = (a: StateBox, b: StateBox): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

test('states go from left to right, between the start and the end', () => {
  const picture = draw(flow(state('a', ['b']), state('b', ['c']), state('c')));
  const xs = ['a', 'b', 'c'].map((name) => box(picture, name).x);
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  const [start, end] = picture.marks;
  expect(start?.x).toBeLessThan(xs[0] ?? 0);
  expect(end?.x).toBeGreaterThan(xs[2] ?? 0);
  expect(picture.lines).toHaveLength(4);
});

test('a loop leads back, below the states, and the order stays', () => {
  const picture = draw(flow(state('a', ['b']), state('b', ['a', 'c']), state('c')));
  expect(box(picture, 'a').x).toBeLessThan(box(picture, 'b').x);
  const back = picture.lines.find(({ from, to }) => from === 'b' && to === 'a');
  const lane = Math.max(
    ...[...(back?.path ?? '').matchAll(/[VQ ](\d+(?:\.\d+)?)/g)].map((match) => Number(match[1])),
  );
  expect(lane).toBeGreaterThan(box(picture, 'a').y + box(picture, 'a').height);
  expect(picture.height).toBeGreaterThan(box(picture, 'a').y + box(picture, 'a').height);
});

test('a state that leads to itself is drawn', () => {
  const picture = draw(flow(state('a', ['a', 'b']), state('b')));
  expect(picture.lines.filter(({ from, to }) => from === 'a' && to === 'a')).toHaveLength(1);
});

test('branches stand inside their box, and touch nobody', () => {
  const inner = state(
    'p',
    ['z'],
    [flow(state('a', ['b']), state('b')), flow(state('c', [], [flow(state('d'))]))],
  );
  const picture = draw(flow(inner, state('z')));
  const outer = box(picture, 'p');
  for (const name of ['a', 'b', 'c', 'd']) {
    expect(holds(outer, box(picture, name)), name).toBe(true);
  }
  expect(holds(box(picture, 'c'), box(picture, 'd'))).toBe(true);
  expect(apart(box(picture, 'a'), box(picture, 'c'))).toBe(true);
  expect(apart(box(picture, 'b'), box(picture, 'c'))).toBe(true);
  expect(apart(outer, box(picture, 'z'))).toBe(true);
});

test('a machine of a thousand states in a row is drawn', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `s${index}`);
  const picture = draw(
    flow(
      ...names.map((name, index) =>
        state(name, names[index + 1] === undefined ? [] : [names[index + 1] ?? '']),
      ),
    ),
  );
  expect(picture.boxes).toHaveLength(1000);
});
