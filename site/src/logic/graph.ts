/**
 * The picture of a run's jobs: layers from left to right, a job always right of what it needs, jobs of one
 * matrix in one box, and as few crossings as a few sweeps can reach.
 */
import type { JobSummary } from '../contract/types';

/** One job id with all of its combinations. */
export interface JobGroup {
  readonly id: string;
  readonly jobs: readonly JobSummary[];
  readonly needs: readonly string[];
  readonly isMatrix: boolean;
}

export interface Box {
  readonly group: JobGroup;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Jobs drawn; the others are summed up in one row. */
  readonly shown: readonly JobSummary[];
  readonly hidden: readonly JobSummary[];
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly path: string;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

export const sizes = {
  boxWidth: 224,
  rowHeight: 40,
  titleHeight: 30,
  matrixPadding: 6,
  layerGap: 64,
  boxGap: 20,
  margin: 8,
  /** Combinations of one matrix drawn before the rest is summed up. */
  matrixRows: 6,
} as const;

export function groupJobs(jobs: readonly JobSummary[]): JobGroup[] {
  const byId = new Map<string, JobSummary[]>();
  for (const job of jobs) {
    const known = byId.get(job.job);
    if (known === undefined) {
      byId.set(job.job, [job]);
    } else {
      known.push(job);
    }
  }
  return [...byId].map(([id, members]) => ({
    id,
    jobs: members,
    needs: [...new Set(members.flatMap((job) => job.needs))].filter((need) => byId.has(need) && need !== id),
    isMatrix: members.length > 1 || members.some((job) => job.matrix !== undefined),
  }));
}

export function layOut(jobs: readonly JobSummary[]): Layout {
  const groups = reduce(groupJobs(jobs));
  if (groups.length === 0) {
    return { width: 0, height: 0, boxes: [], edges: [] };
  }
  const layers = place(orderLayers(withPassages(groups, depths(groups))));
  return draw(groups, layers);
}

/** Leaves out edges that a longer way says already: the picture shows the order, not every mention. */
function reduce(groups: readonly JobGroup[]): JobGroup[] {
  const above = new Map<string, Set<string>>();
  const byId = new Map(groups.map((group) => [group.id, group]));
  const ancestors = (id: string, path: ReadonlySet<string>): Set<string> => {
    const known = above.get(id);
    if (known !== undefined) {
      return known;
    }
    const all = new Set<string>();
    for (const need of byId.get(id)?.needs ?? []) {
      if (!path.has(need)) {
        all.add(need);
        ancestors(need, new Set([...path, need])).forEach((one) => all.add(one));
      }
    }
    above.set(id, all);
    return all;
  };
  return groups.map((group) => ({
    ...group,
    needs: group.needs.filter(
      (need) => !group.needs.some((other) => other !== need && ancestors(other, new Set([other])).has(need)),
    ),
  }));
}

/** How many jobs the longest way to a job passes. A cycle, which no valid workflow has, is cut. */
function depths(groups: readonly JobGroup[]): Map<string, number> {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const depth = new Map<string, number>();
  const visit = (id: string, path: ReadonlySet<string>): number => {
    const known = depth.get(id);
    if (known !== undefined) {
      return known;
    }
    const needs = (byId.get(id)?.needs ?? []).filter((need) => !path.has(need));
    const own = needs.reduce((most, need) => Math.max(most, visit(need, new Set([...path, need])) + 1), 0);
    depth.set(id, own);
    return own;
  };
  groups.forEach((group) => visit(group.id, new Set([group.id])));
  return depth;
}

/** A box, or the passage of a long edge through a layer. */
interface Slot {
  readonly key: string;
  readonly layer: number;
  readonly group: JobGroup | undefined;
  readonly left: string[];
  readonly right: string[];
  y: number;
}

function withPassages(groups: readonly JobGroup[], depth: ReadonlyMap<string, number>): Slot[][] {
  const slots = new Map<string, Slot>();
  const layers: Slot[][] = [];
  const add = (key: string, layer: number, group: JobGroup | undefined): void => {
    const slot: Slot = { key, layer, group, left: [], right: [], y: 0 };
    slots.set(key, slot);
    (layers[layer] ??= []).push(slot);
  };
  groups.forEach((group) => add(group.id, depth.get(group.id) ?? 0, group));
  for (const group of groups) {
    for (const need of group.needs) {
      const stops = [need];
      for (let layer = (depth.get(need) ?? 0) + 1; layer < (depth.get(group.id) ?? 0); layer++) {
        const key = passageKey(need, group.id, layer);
        add(key, layer, undefined);
        stops.push(key);
      }
      stops.push(group.id);
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
      return { slot, at: at.length === 0 ? index : at.reduce((sum, one) => sum + one, 0) / at.length };
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

/** Heights from top to bottom; each slot as near to the middle of its neighbours as the order allows. */
function place(layers: Slot[][]): Slot[][] {
  const byKey = new Map(layers.flat().map((slot) => [slot.key, slot]));
  layers.forEach((layer) => stack(layer));
  const tallest = Math.max(...layers.map(bottomOf));
  layers.forEach((layer) => {
    const shift = (tallest - bottomOf(layer)) / 2;
    layer.forEach((slot) => (slot.y += shift));
  });
  for (let round = 0; round < 6; round++) {
    const forth = round % 2 === 0;
    (forth ? layers : [...layers].reverse()).forEach((layer) =>
      settle(layer, byKey, forth ? 'left' : 'right'),
    );
  }
  const top = Math.min(...layers.flat().map((slot) => slot.y));
  layers.flat().forEach((slot) => (slot.y += sizes.margin - top));
  return layers;
}

function stack(layer: readonly Slot[]): void {
  let y = 0;
  for (const slot of layer) {
    slot.y = y;
    y += heightOf(slot) + sizes.boxGap;
  }
}

function bottomOf(layer: readonly Slot[]): number {
  return layer.reduce((most, slot) => Math.max(most, slot.y + heightOf(slot)), 0);
}

function settle(layer: readonly Slot[], byKey: ReadonlyMap<string, Slot>, side: 'left' | 'right'): void {
  const wish = (slot: Slot): number => {
    const middles = slot[side].flatMap((key) => {
      const other = byKey.get(key);
      return other === undefined ? [] : [other.y + heightOf(other) / 2];
    });
    return middles.length === 0
      ? slot.y
      : middles.reduce((sum, one) => sum + one, 0) / middles.length - heightOf(slot) / 2;
  };
  // Neighbours that would overlap share their mean: boxes are pushed apart evenly, not always downwards.
  interface Block {
    slots: Slot[];
    y: number;
    height: number;
    weight: number;
  }
  const blocks: Block[] = [];
  for (const slot of layer) {
    let block: Block = { slots: [slot], y: wish(slot), height: heightOf(slot), weight: 1 };
    let before = blocks.at(-1);
    while (before !== undefined && before.y + before.height + sizes.boxGap > block.y) {
      const weight = before.weight + block.weight;
      const offset = before.height + sizes.boxGap;
      block = {
        slots: [...before.slots, ...block.slots],
        y: (before.y * before.weight + (block.y - offset) * block.weight) / weight,
        height: offset + block.height,
        weight,
      };
      blocks.pop();
      before = blocks.at(-1);
    }
    blocks.push(block);
  }
  for (const block of blocks) {
    let y = block.y;
    for (const slot of block.slots) {
      slot.y = y;
      y += heightOf(slot) + sizes.boxGap;
    }
  }
}

function heightOf(slot: Slot): number {
  return slot.group === undefined ? 0 : boxHeight(slot.group);
}

function boxHeight(group: JobGroup): number {
  if (!group.isMatrix) {
    return sizes.rowHeight;
  }
  const { shown, hidden } = split(group);
  const rows = shown.length + (hidden.length > 0 ? 1 : 0);
  return sizes.titleHeight + rows * sizes.rowHeight + sizes.matrixPadding;
}

/** Jobs that need attention come first when not all can be drawn. */
function split(group: JobGroup): { shown: readonly JobSummary[]; hidden: readonly JobSummary[] } {
  if (group.jobs.length <= sizes.matrixRows + 1) {
    return { shown: group.jobs, hidden: [] };
  }
  const urgent = (job: JobSummary): number =>
    job.conclusion === 'failure' ? 0 : job.status === 'in_progress' ? 1 : 2;
  const chosen = new Set([...group.jobs].sort((a, b) => urgent(a) - urgent(b)).slice(0, sizes.matrixRows));
  return {
    shown: group.jobs.filter((job) => chosen.has(job)),
    hidden: group.jobs.filter((job) => !chosen.has(job)),
  };
}

function draw(groups: readonly JobGroup[], layers: readonly Slot[][]): Layout {
  const byKey = new Map(layers.flat().map((slot) => [slot.key, slot]));
  const xOf = (layer: number): number => sizes.margin + layer * (sizes.boxWidth + sizes.layerGap);
  const boxes = layers.flat().flatMap((slot): Box[] =>
    slot.group === undefined
      ? []
      : [
          {
            group: slot.group,
            x: xOf(slot.layer),
            y: slot.y,
            width: sizes.boxWidth,
            height: heightOf(slot),
            ...split(slot.group),
          },
        ],
  );
  const edges = groups.flatMap((group) =>
    group.needs.map((need) => ({ from: need, to: group.id, path: route(need, group.id, byKey, xOf) })),
  );
  return {
    width: xOf(layers.length - 1) + sizes.boxWidth + sizes.margin,
    height: bottomOf(layers.flat()) + sizes.margin,
    boxes,
    edges,
  };
}

function route(
  from: string,
  to: string,
  byKey: ReadonlyMap<string, Slot>,
  xOf: (layer: number) => number,
): string {
  const start = byKey.get(from);
  const end = byKey.get(to);
  if (start === undefined || end === undefined) {
    return '';
  }
  const middle = (slot: Slot): number => round(slot.y + heightOf(slot) / 2);
  let path = `M${xOf(start.layer) + sizes.boxWidth} ${middle(start)}`;
  let y = middle(start);
  for (let layer = start.layer + 1; layer <= end.layer; layer++) {
    const slot = layer === end.layer ? end : byKey.get(passageKey(from, to, layer));
    if (slot === undefined) {
      continue;
    }
    const x = xOf(layer);
    const left = x - sizes.layerGap;
    path +=
      y === middle(slot)
        ? `H${x}`
        : `C${left + sizes.layerGap / 2} ${y} ${x - sizes.layerGap / 2} ${middle(slot)} ${x} ${middle(slot)}`;
    if (layer < end.layer) {
      path += `H${x + sizes.boxWidth}`;
    }
    y = middle(slot);
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A name that fits, with an ellipsis where it was cut; SVG text does not do that itself. */
export function fitText(text: string, characters: number): string {
  return text.length <= characters ? text : text.slice(0, Math.max(1, characters - 1)).trimEnd() + '…';
}
