/** The picture of a state machine: states from left to right, those of a Parallel or a Map inside its box. */
import type { Edge, EdgeKind, Flow, StateNode } from './definition';
import { arrange, type Node, type Spot } from './layers';

export interface StateBox {
  readonly state: StateNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How many boxes it stands in; deeper ones are drawn later. */
  readonly depth: number;
}

export interface Mark {
  readonly kind: 'start' | 'end';
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly label?: string;
  /** An SVG path, to be moved by `x` and `y`. */
  readonly path: string;
  readonly x: number;
  readonly y: number;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly StateBox[];
  readonly lines: readonly Line[];
  readonly marks: readonly Mark[];
}

/** In pixels; the style sheet of the picture draws by these. */
export const sizes = {
  width: 184,
  height: 50,
  /** The head of a box with others inside. */
  head: 46,
  padding: 12,
  branchGap: 12,
  mark: 22,
} as const;

const outerGaps = { layer: 40, box: 20, margin: 8 };
const innerGaps = { layer: 36, box: 16, margin: 0 };

// No state has such a name: AWS refuses control characters.
const START = '\u0000start';
const END = '\u0000end';

export function draw(flow: Flow): Picture {
  const ends = flow.states.filter((state) => state.isEnd).map((state) => state.name);
  return drawFlow(flow, 0, [
    { id: START, size: { width: sizes.mark, height: sizes.mark }, before: [flow.startAt], after: [] },
    { id: END, size: { width: sizes.mark, height: sizes.mark }, before: [], after: ends },
  ]);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The round marks of the whole machine; what is inside another box has none. */
interface MarkNode {
  readonly id: string;
  readonly size: Size;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function drawFlow(flow: Flow, depth: number, marks: readonly MarkNode[]): Picture {
  const insides = new Map(
    flow.states.map((state) => [state.name, state.inside.map((one) => drawFlow(one, depth + 1, []))]),
  );
  const sizeOf = (state: StateNode): Size => boxSize(insides.get(state.name) ?? []);
  const { width, height, spots, arrows } = arrange(
    nodesOf(flow, marks, sizeOf),
    depth === 0 ? outerGaps : innerGaps,
  );
  const spotOf = (id: string): Spot => spots.get(id) ?? { x: 0, y: 0 };
  const own = flow.states.map((state): StateBox => ({
    state,
    ...spotOf(state.name),
    ...sizeOf(state),
    depth,
  }));
  const edges = new Map(flow.states.map((state) => [state.name, state.edges]));
  const lines = arrows.map((arrow): Line => ({
    ...arrow,
    x: 0,
    y: 0,
    ...kindOf(edges.get(arrow.from) ?? [], arrow.to),
  }));
  const inner = own.flatMap((box) => inside(box, insides.get(box.state.name) ?? []));
  return {
    width,
    height,
    boxes: [...own, ...inner.flatMap(({ boxes }) => boxes)],
    lines: [...lines, ...inner.flatMap((one) => one.lines)],
    marks: marks.map(({ id }) => ({ kind: id === START ? 'start' : 'end', ...spotOf(id) })),
  };
}

function nodesOf(flow: Flow, marks: readonly MarkNode[], sizeOf: (state: StateNode) => Size): Node[] {
  const backs = backEdges(flow);
  const isBack = (from: StateNode, to: string): boolean => backs.has(pair(from.name, to));
  const before = new Map<string, string[]>(flow.states.map((state) => [state.name, []]));
  marks.forEach((mark) => mark.before.forEach((name) => before.get(name)?.push(mark.id)));
  for (const state of flow.states) {
    targets(state)
      .filter((to) => !isBack(state, to))
      .forEach((to) => before.get(to)?.push(state.name));
  }
  return [
    ...marks.map(({ id, size, after }): Node => ({ id, after, ...size })),
    ...flow.states.map((state): Node => ({
      id: state.name,
      after: before.get(state.name) ?? [],
      back: targets(state).filter((to) => isBack(state, to)),
      ...sizeOf(state),
    })),
  ];
}

function boxSize(branches: readonly Size[]): Size {
  if (branches.length === 0) {
    return { width: sizes.width, height: sizes.height };
  }
  const heights = branches.reduce((sum, { height }) => sum + height + sizes.branchGap, -sizes.branchGap);
  return {
    width: Math.max(sizes.width, ...branches.map(({ width }) => width)) + 2 * sizes.padding,
    height: sizes.head + heights + sizes.padding,
  };
}

/** Moves the pictures of a box's branches to where they stand in it, one below the other. */
function inside(box: StateBox, branches: readonly Picture[]): Pick<Picture, 'boxes' | 'lines'>[] {
  let y = box.y + sizes.head;
  return branches.map((branch) => {
    const x = box.x + (box.width - branch.width) / 2;
    const top = y;
    y += branch.height + sizes.branchGap;
    return {
      boxes: branch.boxes.map((one) => ({ ...one, x: one.x + x, y: one.y + top })),
      lines: branch.lines.map((one) => ({ ...one, x: one.x + x, y: one.y + top })),
    };
  });
}

/** Edges that close a cycle, seen from the start: they lead back. */
function backEdges(flow: Flow): Set<string> {
  const byName = new Map(flow.states.map((state) => [state.name, state]));
  const backs = new Set<string>();
  const done = new Set<string>();
  const path = new Set<string>();
  const visit = (name: string): void => {
    path.add(name);
    for (const to of targetsOf(byName.get(name))) {
      if (path.has(to)) {
        backs.add(pair(name, to));
      } else if (!done.has(to)) {
        visit(to);
      }
    }
    path.delete(name);
    done.add(name);
  };
  visit(flow.startAt);
  return backs;
}

function targetsOf(state: StateNode | undefined): string[] {
  return state === undefined ? [] : targets(state);
}

function targets(state: StateNode): string[] {
  return [...new Set(state.edges.map((edge) => edge.to))];
}

function pair(from: string, to: string): string {
  return `${from}\u0000${to}`;
}

/** What an arrow stands for; where several edges lead to the same state, the first kind and all labels. */
function kindOf(edges: readonly Edge[], to: string): { kind: EdgeKind; label?: string } {
  const own = edges.filter((edge) => edge.to === to);
  const labels = own.flatMap((edge) => edge.label ?? []);
  return { kind: own[0]?.kind ?? 'next', ...(labels.length === 0 ? {} : { label: labels.join(' or ') }) };
}
