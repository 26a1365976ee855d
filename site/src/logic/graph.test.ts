import { expect, test } from 'vitest';
import type { JobSummary } from '../contract/types';
import { combinationOf, groupJobs, layOut, sizes, tallyOf, titleOf } from './graph';

function job(key: string, needs: string[] = [], more: Partial<JobSummary> = {}): JobSummary {
  return {
    key,
    job: key.split('.')[0] ?? key,
    name: key,
    needs,
    status: 'completed',
    conclusion: 'success',
    attempt: 1,
    startedAt: null,
    completedAt: null,
    ...more,
  };
}

const matrix = (id: string, size: number, needs: string[] = []): JobSummary[] =>
  Array.from({ length: size }, (_, index) => job(`${id}.${index}`, needs, { matrix: { n: index } }));

/** Which jobs stand in which column, from left to right. */
function columns(jobs: JobSummary[]): string[][] {
  const byX = new Map<number, string[]>();
  for (const box of layOut(jobs).boxes) {
    byX.set(box.x, [...(byX.get(box.x) ?? []), box.group.id]);
  }
  return [...byX].sort(([a], [b]) => a - b).map(([, ids]) => ids.sort());
}

const edges = (jobs: JobSummary[]): string[] => layOut(jobs).edges.map(({ from, to }) => `${from} ${to}`);

test('build, then three at once, then deploy reads from left to right', () => {
  const jobs = [
    job('build'),
    job('unit', ['build']),
    job('integration', ['build']),
    job('lint', ['build']),
    job('deploy', ['unit', 'integration', 'lint']),
  ];
  expect(columns(jobs)).toEqual([['build'], ['integration', 'lint', 'unit'], ['deploy']]);
});

test('jobs of one id are one box, and need what any of them needs', () => {
  const groups = groupJobs([job('a'), job('b'), ...matrix('t', 2, ['a']), job('t.2', ['b', 't'])]);
  expect(groups.map(({ id, jobs, needs, isMatrix }) => [id, jobs.length, needs, isMatrix])).toEqual([
    ['a', 1, [], false],
    ['b', 1, [], false],
    ['t', 3, ['a', 'b'], true],
  ]);
});

test('a matrix of one combination is a matrix', () => {
  expect(groupJobs(matrix('t', 1))[0]?.isMatrix).toBe(true);
});

test('an edge that a longer way says already is left out', () => {
  expect(edges([job('a'), job('b', ['a']), job('c', ['a', 'b'])])).toEqual(['a b', 'b c']);
});

test('a need that is not among the jobs is no edge', () => {
  expect(edges([job('a', ['gone'])])).toEqual([]);
});

test('a cycle, which no valid workflow has, is drawn all the same', () => {
  const layout = layOut([job('a', ['b']), job('b', ['a']), job('c', ['c'])]);
  expect(layout.boxes).toHaveLength(3);
});

test('no jobs, no picture', () => {
  expect(layOut([])).toEqual({ width: 0, height: 0, boxes: [], edges: [] });
});

test('of a large matrix those that need attention are drawn, in their order', () => {
  const jobs = matrix('t', 256);
  jobs[200] = { ...(jobs[200] as JobSummary), conclusion: 'failure' };
  jobs[100] = { ...(jobs[100] as JobSummary), status: 'in_progress', conclusion: null };
  const [box] = layOut(jobs).boxes;
  expect(box?.shown.map(({ key }) => key)).toEqual(['t.0', 't.1', 't.2', 't.3', 't.100', 't.200']);
  expect(box?.hidden).toHaveLength(250);
  expect(box?.height).toBe(sizes.titleHeight + 7 * sizes.rowHeight + sizes.matrixPadding);
});

test('a matrix that fits is drawn whole', () => {
  expect(layOut(matrix('t', 7)).boxes[0]?.hidden).toEqual([]);
});

test('a combination is its values, in the order of the file', () => {
  const values = { os: 'linux', java: 25, flags: ['a'], fast: true };
  expect(combinationOf(job('t.0', [], { matrix: values }))).toBe('linux, 25, ["a"], true');
  expect(combinationOf(job('build'))).toBe('build');
});

test('a tally has what needs attention first', () => {
  const failed = job('x', [], { conclusion: 'failure' });
  expect(tallyOf([job('a'), failed, job('b')])).toEqual([
    { look: 'failure', count: 1 },
    { look: 'success', count: 2 },
  ]);
});

test('what needs a calling job comes after all that it calls', () => {
  const called = (key: string, needs: string[], more: Partial<JobSummary> = {}): JobSummary =>
    job(key, needs, { job: key.replace(/\.\d+$/, ''), ...more });
  const jobs = [
    job('build'),
    called('deploy.pack', ['build']),
    called('deploy.push.0', ['deploy.pack'], { matrix: { n: 0 } }),
    called('deploy.push.1', ['deploy.pack'], { matrix: { n: 1 } }),
    job('deployed', ['build']),
    job('after', ['deploy']),
  ];
  expect(columns(jobs)).toEqual([['build'], ['deploy.pack', 'deployed'], ['deploy.push'], ['after']]);
  expect(edges(jobs)).toContain('deploy.push after');
  expect(edges(jobs)).not.toContain('deployed after');
  expect(groupJobs(jobs).map(titleOf)).toContain('deploy / push');
});
