/** What the made-up platform knows. Actions change it, as they would change the real one. */
import type { DeadLetters, Delivery, JobSummary, LogPage, Repository, Run } from '../src/contract/types';
import { deadLetters, deliveries, repositories, runs } from './data.ts';
import { logOf } from './log.ts';
import { noStates, recordedStates, type States } from './states.ts';

export interface World {
  runs: Run[];
  deliveries: Delivery[];
  deadLetters: DeadLetters;
  repositories: Repository[];
  states: States;
  log: (job: JobSummary, after: string | null) => LogPage;
}

export function harbour(): World {
  return {
    runs: runs(),
    deliveries: deliveries(),
    deadLetters: deadLetters(),
    repositories: repositories(),
    states: recordedStates(),
    log: logOf,
  };
}

export function emptyHarbour(): World {
  return {
    runs: [],
    deliveries: [],
    deadLetters: { count: 0, messages: [] },
    repositories: [],
    states: noStates(),
    log: logOf,
  };
}

const now = (): string => new Date().toISOString();

/** What ran is cancelled, what waited is cancelled too. */
export function cancel(run: Run): Run {
  const jobs = run.jobs.map((job) =>
    job.status === 'completed'
      ? job
      : { ...job, status: 'completed' as const, conclusion: 'cancelled' as const, completedAt: now() },
  );
  return { ...run, jobs, status: 'completed', conclusion: 'cancelled', completedAt: now() };
}

export function rerun(run: Run, jobs: (job: JobSummary) => boolean): Run {
  const attempt = run.attempt + 1;
  return {
    ...run,
    attempt,
    status: 'queued',
    conclusion: null,
    startedAt: now(),
    completedAt: null,
    jobs: run.jobs.map((job) => {
      const { reason: _, ...rest } = job;
      return jobs(job)
        ? { ...rest, attempt, status: 'queued', conclusion: null, startedAt: null, completedAt: null }
        : job;
    }),
  };
}

export function dispatched(world: World, repository: Repository, workflow: string): Delivery {
  const number = 1 + Math.max(0, ...world.runs.map((run) => run.number));
  const id = String(7312846153000 + number);
  world.runs.unshift({
    id,
    repository: repository.name,
    workflow: { path: `.github/workflows/${workflow}`, name: workflow },
    title: workflow,
    number,
    attempt: 1,
    event: 'workflow_dispatch',
    ref: `refs/heads/${repository.defaultBranch ?? 'main'}`,
    branch: repository.defaultBranch ?? 'main',
    sha: '4f1c9a7be20d53c81a6fe7d0429b385516ac7e90',
    actor: 'you',
    status: 'queued',
    conclusion: null,
    createdAt: now(),
    startedAt: null,
    completedAt: null,
    jobs: [],
  });
  const delivery: Delivery = {
    id: `dispatch-${number}`,
    forge: 'slipway',
    event: 'workflow_dispatch',
    repository: repository.name,
    status: 'planned',
    runs: [id],
    receivedAt: now(),
  };
  world.deliveries.unshift(delivery);
  return delivery;
}
