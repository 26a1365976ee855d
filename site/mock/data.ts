/** Made-up documents, typed by the contract: when it changes and they no longer fit, the type check fails. */
import type { DeadLetters, Delivery, JobSummary, Repository, Run } from '../src/contract/types';

const began = Date.now();
export const ago = (seconds: number): string => new Date(began - seconds * 1000).toISOString();

type JobState = Pick<JobSummary, 'status' | 'conclusion' | 'startedAt' | 'completedAt'>;

const done = (conclusion: 'success' | 'failure' | 'cancelled', from: number, seconds: number): JobState => ({
  status: 'completed',
  conclusion,
  startedAt: ago(from),
  completedAt: ago(from - seconds),
});
const runningSince = (seconds: number): JobState => ({
  status: 'in_progress',
  conclusion: null,
  startedAt: ago(seconds),
  completedAt: null,
});
const waiting: JobState = { status: 'waiting', conclusion: null, startedAt: null, completedAt: null };
const queued: JobState = { status: 'queued', conclusion: null, startedAt: null, completedAt: null };
const skipped: JobState = {
  status: 'completed',
  conclusion: 'skipped',
  startedAt: null,
  completedAt: ago(300),
};

function job(
  key: string,
  name: string,
  needs: string[],
  state: JobState,
  more: Partial<JobSummary> = {},
): JobSummary {
  return { key, job: key.split('.')[0] ?? key, name, needs, attempt: 1, ...state, ...more };
}

function matrix(id: string, needs: string[], states: [Record<string, unknown>, JobState][]): JobSummary[] {
  return states.map(([combination, state], index) =>
    job(`${id}.${index}`, `${id} (${Object.values(combination).join(', ')})`, needs, state, {
      matrix: combination,
    }),
  );
}

function run(id: string, about: Partial<Run> & Pick<Run, 'title' | 'jobs'>): Run {
  return {
    id,
    repository: 'harbour/quay',
    workflow: { path: '.github/workflows/ci.yml', name: 'CI' },
    number: Number(id.slice(-3)),
    attempt: 1,
    event: 'push',
    ref: 'refs/heads/main',
    branch: 'main',
    sha: '4f1c9a7be20d53c81a6fe7d0429b385516ac7e90',
    actor: 'ada',
    status: 'completed',
    conclusion: 'success',
    createdAt: ago(600),
    startedAt: ago(598),
    completedAt: ago(420),
    ...about,
  };
}

export function runs(): Run[] {
  return [
    run('7312846153901', {
      title: 'Teach the crane to lift two containers at once',
      branch: 'feature/double-lift',
      ref: 'refs/heads/feature/double-lift',
      status: 'in_progress',
      conclusion: null,
      createdAt: ago(95),
      startedAt: ago(93),
      completedAt: null,
      jobs: [
        job('build', 'Build', [], done('success', 92, 31)),
        job('lint', 'Lint', [], done('success', 92, 12)),
        ...matrix(
          'test',
          ['build'],
          [
            [{ os: 'linux', java: 25 }, done('success', 60, 38)],
            [{ os: 'linux', java: 21 }, runningSince(58)],
            [{ os: 'arm64', java: 25 }, runningSince(57)],
          ],
        ),
        job('integration', 'Integration tests', ['build'], runningSince(59)),
        job('docs', 'Documentation', ['lint'], done('success', 79, 9)),
        job('package', 'Package', ['test', 'integration'], waiting, {
          reason: 'Waits for test, integration',
        }),
        job('deploy', 'Deploy to staging', ['package', 'docs'], queued),
      ],
    }),
    run('7312846153900', {
      title: 'Fix the tide table for leap years',
      conclusion: 'failure',
      actor: 'grace',
      createdAt: ago(1500),
      startedAt: ago(1498),
      completedAt: ago(1312),
      attempt: 2,
      jobs: [
        job('build', 'Build', [], done('success', 1498, 30)),
        job('unit', 'Unit tests', ['build'], done('failure', 1467, 64), { attempt: 2 }),
        job('integration', 'Integration tests', ['build'], done('success', 1467, 118)),
        job('lint', 'Lint', ['build'], done('success', 1467, 14)),
        job('deploy', 'Deploy', ['unit', 'integration', 'lint'], skipped, { reason: 'Skipped: unit failed' }),
      ],
    }),
    run('7312846153899', {
      title: 'Nightly training of the berth forecast',
      repository: 'harbour/forecast',
      workflow: { path: '.slipway/workflows/train.yml', name: 'Train' },
      event: 'workflow_dispatch',
      status: 'queued',
      conclusion: null,
      createdAt: ago(12),
      startedAt: null,
      completedAt: null,
      jobs: [job('train', 'train', [], queued)],
    }),
    run('7312846153898', {
      title: 'Release 2.4.0',
      ref: 'refs/tags/v2.4.0',
      branch: 'v2.4.0',
      workflow: { path: '.github/workflows/release.yml', name: 'Release' },
      createdAt: ago(5400),
      startedAt: ago(5399),
      completedAt: ago(5210),
      jobs: [job('release', 'release', [], done('success', 5399, 189))],
    }),
    run('7312846153897', {
      title: 'Move the lighthouse to its own module',
      conclusion: 'failure',
      createdAt: ago(9000),
      startedAt: null,
      completedAt: ago(8999),
      message:
        '.github/workflows/ci.yml:14:7: unknown key "step"; did you mean "steps"? [unknown-key]\n.github/workflows/ci.yml:21:12: job "deploy" needs "tests", which is no job of this workflow [unknown-need]',
      jobs: [],
    }),
    run('7312846153896', {
      title:
        'Bump the dependencies of the harbour master, the pilots, the tugs and all of the buoys in one go',
      event: 'pull_request',
      branch: 'dependabot/npm_and_yarn/buoys-14.2.1',
      conclusion: 'cancelled',
      createdAt: ago(90000),
      startedAt: ago(89990),
      completedAt: ago(89900),
      jobs: bigGraph(),
    }),
    run('7312846153895', {
      title: 'Try every mooring <script>document.title = "owned"</script>',
      actor: '\u202Eada',
      conclusion: 'failure',
      createdAt: ago(99000),
      startedAt: ago(98990),
      completedAt: ago(98000),
      jobs: strangeJobs(),
    }),
  ];
}

/** A matrix as large as they get, and names that nobody should trust. */
function strangeJobs(): JobSummary[] {
  const combinations = Array.from({ length: 256 }, (_, index): [Record<string, unknown>, JobState] => [
    { berth: Math.floor(index / 16) + 1, tide: `${index % 16} m` },
    index === 77 || index === 200 ? done('failure', 98900, 9) : done('success', 98900, 7 + (index % 5)),
  ]);
  return [
    job('prepare', '<img src=x onerror="document.title=\'owned\'">', [], done('success', 98990, 12)),
    ...matrix('moor', ['prepare'], combinations),
    job('sign', 'sign \u202Etxt.exe\u202C and send', ['moor'], skipped, { reason: 'Skipped: moor failed' }),
    job('report', 'report '.repeat(40) + 'x'.repeat(200), ['moor'], done('success', 98400, 31)),
  ];
}

/** A random graph of 40 jobs, the same each time. */
function bigGraph(): JobSummary[] {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below;
  return Array.from({ length: 40 }, (_, index) => {
    const needs = index < 3 ? [] : [...new Set([random(index), random(index)])].map((need) => `job-${need}`);
    return job(
      `job-${index}`,
      `job-${index}`,
      needs,
      index < 30 ? done('success', 89990, 20) : done('cancelled', 89970, 3),
    );
  });
}

export function deliveries(): Delivery[] {
  const repository = 'harbour/quay';
  return [
    {
      id: '9f1b6f4e-a1b2-11f0-8d3c-0242ac120002',
      forge: 'github',
      event: 'push',
      repository,
      status: 'planned',
      detail: '1 workflow matches refs/heads/feature/double-lift',
      runs: ['7312846153901'],
      receivedAt: ago(96),
    },
    {
      id: '8c0a5e3d-a1b2-11f0-8d3c-0242ac120002',
      forge: 'github',
      event: 'push',
      repository: 'harbour/tug',
      status: 'ignored',
      detail: 'repository harbour/tug is not connected',
      receivedAt: ago(640),
    },
    {
      id: '7b094d2c-a1b2-11f0-8d3c-0242ac120002',
      forge: 'github',
      event: 'issues',
      repository,
      status: 'ignored',
      detail: 'no workflow answers to issues',
      receivedAt: ago(2400),
    },
    {
      id: 'sweep-harbour-quay-4f1c9a7',
      forge: 'slipway',
      event: 'push',
      repository,
      status: 'planned',
      detail: '1 workflow matches refs/heads/main',
      runs: ['7312846153900'],
      receivedAt: ago(3000),
    },
    {
      id: '6a083c1b-a1b2-11f0-8d3c-0242ac120002',
      forge: 'github',
      event: 'pull_request',
      repository,
      status: 'failed',
      detail: 'cannot fetch https://github.com/harbour/quay.git: connection refused',
      receivedAt: ago(7200),
    },
  ];
}

export function deadLetters(): DeadLetters {
  return {
    count: 1,
    messages: [
      {
        id: 'm-1',
        deliveryId: '6a083c1b-a1b2-11f0-8d3c-0242ac120002',
        repository: 'harbour/quay',
        detail: 'cannot fetch: connection refused',
        receivedCount: 5,
        sentAt: ago(7000),
      },
    ],
  };
}

export function repositories(): Repository[] {
  return [
    {
      name: 'harbour/quay',
      url: 'https://github.com/harbour/quay.git',
      defaultBranch: 'main',
      connectedAt: ago(864000),
    },
    {
      name: 'harbour/forecast',
      url: 'ssh://git@github.com/harbour/forecast.git',
      defaultBranch: 'trunk',
      connectedAt: ago(90000),
    },
  ];
}
