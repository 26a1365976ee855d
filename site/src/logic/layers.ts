/**
 * Boxes with arrows between them, in layers from left to right: a box always right of what it comes after, and
 * as few crossings as a few sweeps can reach. Knows nothing of what the boxes are.
 */

export interface Node {
  readonly id: string;
  readonly after: readonly string[];
  /** Boxes to which arrows lead back, below everything: they say nothing of the order. */
  readonly back?: readonly string[];
  readonly width: number;
  readonly height: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** An SVG path. */
  readonly path: string;
}

/** How far an arrow that leads back is from what is above it. */
const LANE = 16;

export interface Arrangement {
  readonly width: number;
  readonly height: number;
  readonly spots: ReadonlyMap<string, Spot>;
  readonly arrows: readonly Arrow[];
}

export interface Gaps {
  readonly layer: number;
  readonly box: number;
  readonly margin: number;
}

export function arrange(nodes: readonly Node[], gaps: Gaps): Arrangement {
  if (nodes.length === 0) {
    return { width: 0, height: 0, spots: new Map(), arrows: [] };
  }
  const known = new Set(nodes.map((node) => node.id));
  const clean = nodes.map((node) => ({
    ...node,
    after: [...new Set(node.after)].filter((id) => known.has(id) && id !== node.id),
  }));
  const layers = orderLayers(withPassages(clean, depthsOf(clean)));
  place(layers, gaps);
  return draw(clean, layers, gaps);
}

/** How many boxes the longest way to a box passes. A cycle is cut where it closes. */
function depthsOf(nodes: readonly Node[]): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const depth = new Map<string, number>();
  const path = new Set<string>();
  const visit = (id: string): number => {
    const known = depth.get(id);
    if (known !== undefined) {
      return known;
    }
    path.add(id);
    const before = (byId.get(id)?.after ?? []).filter((one) => !path.has(one));
    const own = before.reduce((most, one) => Math.max(most, visit(one) + 1), 0);
    path.delete(id);
    depth.set(id, own);
    return own;
  };
  nodes.forEach((node) => visit(node.id));
  return depth;
}

/** A box, or the passage of a long arrow through a layer. */
interface Slot {
  readonly key: string;
  readonly layer: number;
  readonly width: number;
  readonly height: number;
  readonly left: string[];
  readonly right: string[];
  y: number;
}

function withPassages(nodes: readonly Node[], depth: ReadonlyMap<string, number>): Slot[][] {
  const slots = new Map<string, Slot>();
  const layers: Slot[][] = [];
  const add = (key: string, layer: number, width: number, height: number): void => {
    const slot: Slot = { key, layer, width, height, left: [], right: [], y: 0 };
    slots.set(key, slot);
    (layers[layer] ??= []).push(slot);
  };
  nodes.forEach((node) => add(node.id, depth.get(node.id) ?? 0, node.width, node.height));
  for (const node of nodes) {
    for (const before of node.after) {
      const stops = [before];
      for (let layer = (depth.get(before) ?? 0) + 1; layer < (depth.get(node.id) ?? 0); layer++) {
        const key = passageKey(before, node.id, layer);
        add(key, layer, 0, 0);
        stops.push(key);
      }
      stops.push(node.id);
      for (let i = 1; i < stops.length; i++) {
        slots.get(stops[i - 1] ?? '')?.right.push(stops[i] ?? '');
        slots.get(stops[i] ?? '')?.left.push(stops[i - 1] ?? '');
      }
    }
  }
  return layers;
}

function passageKey(from: string, to: string, layer: number): string {
  return `${from}\u0000${to}\u0000${layer}`;
}

const SWEEPS = 8;

/** Orders each layer by where its neighbours stand, forth and back, and keeps the order with fewest crossings. */
function orderLayers(layers: Slot[][]): Slot[][] {
  let best = layers.map((layer) => [...layer]);
  let fewest = crossings(best);
  let current = best;
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forth = sweep % 2 === 0;
    current = current.map((layer) => [...layer]);
    const indices = current.map((_, index) => index);
    for (const index of forth ? indices.slice(1) : indices.reverse().slice(1)) {
      const fixed = positions(current[forth ? index - 1 : index + 1] ?? []);
      current[index] = sortByNeighbours(current[index] ?? [], fixed, forth ? 'left' : 'right');
    }
    const count = crossings(current);
    if (count < fewest) {
      fewest = count;
      best = current;
    }
  }
  return best;
}

function positions(layer: readonly Slot[]): Map<string, number> {
  return new Map(layer.map((slot, index) => [slot.key, index]));
}

function sortByNeighbours(
  layer: readonly Slot[],
  fixed: ReadonlyMap<string, number>,
  side: 'left' | 'right',
): Slot[] {
  return layer
    .map((slot, index) => {
      const at = slot[side].flatMap((key) => fixed.get(key) ?? []);
      return { slot, at: at.length === 0 ? index : mean(at) };
    })
    .sort((a, b) => a.at - b.at)
    .map(({ slot }) => slot);
}

function crossings(layers: readonly Slot[][]): number {
  let count = 0;
  for (let index = 1; index < layers.length; index++) {
    const left = positions(layers[index - 1] ?? []);
    const ends = (layers[index] ?? []).flatMap((slot, at) =>
      slot.left.flatMap((key) => (left.has(key) ? [{ from: left.get(key) ?? 0, to: at }] : [])),
    );
    ends.forEach((a, i) =>
      ends.slice(i + 1).forEach((b) => {
        if ((a.from - b.from) * (a.to - b.to) < 0) count++;
      }),
    );
  }
  return count;
}

const ROUNDS = 6;

/** Heights from top to bottom; each slot as near to the middle of its neighbours as the order allows. */
function place(layers: Slot[][], gaps: Gaps): void {
  const all = layers.flat();
  const byKey = new Map(all.map((slot) => [slot.key, slot]));
  layers.forEach((layer) => stack(layer, 0, gaps.box));
  const tallest = bottomOf(all);
  layers.forEach((layer) => stack(layer, (tallest - bottomOf(layer)) / 2, gaps.box));
  for (let round = 0; round < ROUNDS; round++) {
    const forth = round % 2 === 0;
    (forth ? layers : [...layers].reverse()).forEach((layer) =>
      settle(layer, byKey, forth ? 'left' : 'right', gaps.box),
    );
  }
  const top = Math.min(...all.map((slot) => slot.y));
  all.forEach((slot) => (slot.y += gaps.margin - top));
}

function stack(layer: readonly Slot[], from: number, gap: number): void {
  let y = from;
  for (const slot of layer) {
    slot.y = y;
    y += slot.height + gap;
  }
}

function bottomOf(slots: readonly Slot[]): number {
  return slots.reduce((most, slot) => Math.max(most, slot.y + slot.height), 0);
}

/** Neighbours that would overlap. */
interface Block {
  readonly slots: readonly Slot[];
  readonly y: number;
  readonly height: number;
  readonly weight: number;
}

/** Boxes that would overlap share the mean of their wishes: they are pushed apart evenly, not only downwards. */
function settle(
  layer: readonly Slot[],
  byKey: ReadonlyMap<string, Slot>,
  side: 'left' | 'right',
  gap: number,
): void {
  const blocks: Block[] = [];
  for (const slot of layer) {
    let block: Block = { slots: [slot], y: wishOf(slot, byKey, side), height: slot.height, weight: 1 };
    let before = blocks.at(-1);
    while (before !== undefined && before.y + before.height + gap > block.y) {
      block = join(before, block, gap);
      blocks.pop();
      before = blocks.at(-1);
    }
    blocks.push(block);
  }
  blocks.forEach((block) => stack(block.slots, block.y, gap));
}

function wishOf(slot: Slot, byKey: ReadonlyMap<string, Slot>, side: 'left' | 'right'): number {
  const middles = slot[side].flatMap((key) => {
    const other = byKey.get(key);
    return other === undefined ? [] : [middleOf(other)];
  });
  return middles.length === 0 ? slot.y : mean(middles) - slot.height / 2;
}

function join(above: Block, below: Block, gap: number): Block {
  const weight = above.weight + below.weight;
  const offset = above.height + gap;
  return {
    slots: [...above.slots, ...below.slots],
    y: (above.y * above.weight + (below.y - offset) * below.weight) / weight,
    height: offset + below.height,
    weight,
  };
}

function draw(nodes: readonly Node[], layers: readonly Slot[][], gaps: Gaps): Arrangement {
  const byKey = new Map(layers.flat().map((slot) => [slot.key, slot]));
  const widths = layers.map((layer) => Math.max(...layer.map((slot) => slot.width)));
  const lefts = widths.map((_, layer) =>
    widths.slice(0, layer).reduce((x, width) => x + width + gaps.layer, gaps.margin),
  );
  const xOf = (layer: number): number => lefts[layer] ?? 0;
  const spots = new Map(
    nodes.flatMap((node): [string, Spot][] => {
      const slot = byKey.get(node.id);
      return slot === undefined ? [] : [[node.id, { x: xOf(slot.layer), y: round(slot.y) }]];
    }),
  );
  const arrows = nodes.flatMap((node) =>
    node.after.map((from) => ({ from, to: node.id, path: route(from, node.id, byKey, widths, xOf, gaps) })),
  );
  const bottom = round(bottomOf(layers.flat()));
  const backs = nodes.flatMap((node) => (node.back ?? []).map((to) => ({ from: node.id, to })));
  const returns = backs.map(({ from, to }, lane) => ({
    from,
    to,
    path: routeBack(byKey.get(from), byKey.get(to), xOf, bottom + LANE * (lane + 1)),
  }));
  return {
    width: xOf(layers.length - 1) + (widths.at(-1) ?? 0) + gaps.margin,
    height: bottom + LANE * returns.length + gaps.margin,
    spots,
    arrows: [...arrows, ...returns],
  };
}

/** Down, to the left in a lane of its own, and up again. */
function routeBack(
  start: Slot | undefined,
  end: Slot | undefined,
  xOf: (layer: number) => number,
  lane: number,
): string {
  if (start === undefined || end === undefined) {
    return '';
  }
  const from = round(xOf(start.layer) + start.width * 0.6);
  const to = round(xOf(end.layer) + end.width * 0.4);
  const bend = 8;
  return (
    `M${from} ${round(start.y + start.height)}V${lane - bend}Q${from} ${lane} ${from - bend} ${lane}` +
    `H${to + bend}Q${to} ${lane} ${to} ${lane - bend}V${round(end.y + end.height)}`
  );
}

function route(
  from: string,
  to: string,
  byKey: ReadonlyMap<string, Slot>,
  widths: readonly number[],
  xOf: (layer: number) => number,
  gaps: Gaps,
): string {
  const start = byKey.get(from);
  const end = byKey.get(to);
  if (start === undefined || end === undefined) {
    return '';
  }
  let y = round(middleOf(start));
  let path = `M${xOf(start.layer) + start.width} ${y}H${xOf(start.layer) + (widths[start.layer] ?? 0)}`;
  for (let layer = start.layer + 1; layer <= end.layer; layer++) {
    const slot = layer === end.layer ? end : byKey.get(passageKey(from, to, layer));
    if (slot === undefined) {
      continue;
    }
    const x = xOf(layer);
    const next = round(middleOf(slot));
    const half = gaps.layer / 2;
    path += y === next ? `H${x}` : `C${x - half} ${y} ${x - half} ${next} ${x} ${next}`;
    if (layer < end.layer) {
      path += `H${x + (widths[layer] ?? 0)}`;
    }
    y = next;
  }
  return path;
}

function middleOf(slot: Slot): number {
  return slot.y + slot.height / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
