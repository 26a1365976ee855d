/** The picture of a run's jobs: one box per job, all jobs of one matrix in one box. */
import type { JobSummary } from '../contract/types';
import { arrange, type Arrow } from './layers';
import type { Look } from './status';
import { lookOf } from './status';

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

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly edges: readonly Arrow[];
}

/** In pixels; the style sheet of the graph draws by these. */
export const sizes = {
  boxWidth: 236,
  rowHeight: 40,
  titleHeight: 30,
  matrixPadding: 6,
  /** Combinations of one matrix drawn before the rest is summed up. */
  matrixRows: 6,
} as const;

const gaps = { layer: 64, box: 20, margin: 8 };

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
    needs: [
      ...new Set(members.flatMap((job) => job.needs).flatMap((need) => idsOf(need, [...byId.keys()]))),
    ].filter((need) => need !== id),
    isMatrix: members.length > 1 || members.some((job) => job.matrix !== undefined),
  }));
}

/** A need is a job, or one that calls a workflow and so stands for all that it calls: `deploy.build`. */
function idsOf(need: string, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => id === need || id.startsWith(`${need}.`));
}

/** Calling jobs, then the job: what a group is called where its jobs' names do not stand, `deploy / test`. */
export function titleOf(group: JobGroup): string {
  return group.id.split('.').join(' / ');
}

export function layOut(jobs: readonly JobSummary[]): Layout {
  const groups = reduce(groupJobs(jobs));
  const { width, height, spots, arrows } = arrange(
    groups.map((group) => ({
      id: group.id,
      after: group.needs,
      width: sizes.boxWidth,
      height: boxHeight(group),
    })),
    gaps,
  );
  const boxes = groups.map((group) => ({
    group,
    ...(spots.get(group.id) ?? { x: 0, y: 0 }),
    width: sizes.boxWidth,
    height: boxHeight(group),
    ...split(group),
  }));
  return { width, height, boxes, edges: arrows };
}

/** Leaves out edges that a longer way says already: the picture shows the order, not every mention. */
function reduce(groups: readonly JobGroup[]): JobGroup[] {
  const above = new Map<string, Set<string>>();
  const byId = new Map(groups.map((group) => [group.id, group]));
  const path = new Set<string>();
  const ancestors = (id: string): Set<string> => {
    const known = above.get(id);
    if (known !== undefined) {
      return known;
    }
    path.add(id);
    const all = new Set<string>();
    for (const need of byId.get(id)?.needs ?? []) {
      if (!path.has(need)) {
        all.add(need);
        ancestors(need).forEach((one) => all.add(one));
      }
    }
    path.delete(id);
    above.set(id, all);
    return all;
  };
  return groups.map((group) => ({
    ...group,
    needs: group.needs.filter(
      (need) => !group.needs.some((other) => other !== need && ancestors(other).has(need)),
    ),
  }));
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

/** What tells a matrix job from its siblings, in the order of the workflow file: `linux, 25`. */
export function combinationOf(job: JobSummary): string {
  return job.matrix === undefined
    ? job.name
    : Object.values(job.matrix)
        .map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
        .join(', ');
}

/** How many jobs have each look, those that need attention first. */
export function tallyOf(jobs: readonly JobSummary[]): { look: Look; count: number }[] {
  const order: readonly Look[] = [
    'failure',
    'in_progress',
    'waiting',
    'queued',
    'cancelled',
    'success',
    'skipped',
  ];
  return order.flatMap((look) => {
    const count = jobs.filter((job) => lookOf(job) === look).length;
    return count === 0 ? [] : [{ look, count }];
  });
}
