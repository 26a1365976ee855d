/** Made-up documents, typed by the contract: when it changes and they no longer fit, the type check fails. */
import type {
  DeadLetters,
  Delivery,
  JobSummary,
  LogEvent,
  LogPage,
  Repository,
  Run,
  Step,
} from '../src/contract/types';

const began = Date.now();
const ago = (seconds: number): string => new Date(began - seconds * 1000).toISOString();

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
      matrix: combination as Record<string, never>,
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

const stepNames = [
  'Set up job',
  'Check out the sources',
  'Install dependencies',
  'Run the tests',
  'Upload the report',
  'Complete job',
];

export function stepsOf(of: JobSummary): Step[] {
  if (of.status !== 'completed') {
    return [];
  }
  const failed = of.conclusion === 'failure';
  return stepNames.map((name, number) => {
    const conclusion = failed && number === 3 ? 'failure' : failed && number === 4 ? 'skipped' : 'success';
    const at = Date.parse(of.startedAt ?? ago(0)) + number * 1500;
    return {
      number,
      name,
      status: 'completed',
      conclusion,
      outcome: conclusion,
      startedAt: new Date(at).toISOString(),
      completedAt: new Date(at + 1400).toISOString(),
    };
  });
}

const ESC = '\u001b[';
const testLines = [
  '##[group]Environment',
  'JAVA_HOME=/opt/java/25',
  'LANG=C.UTF-8',
  '##[endgroup]',
  `${ESC}1m${ESC}32mPASS${ESC}0m  tide/TableTest ${ESC}2m(24 tests, 0.41 s)${ESC}0m`,
  `${ESC}1m${ESC}32mPASS${ESC}0m  crane/LiftTest ${ESC}2m(61 tests, 1.92 s)${ESC}0m`,
  `${ESC}30;43m WARN ${ESC}0m ${ESC}33m2 tests were slow${ESC}0m: ${ESC}4mcrane/LiftTest${ESC}24m, ${ESC}3mbuoy/BellTest${ESC}23m`,
  `256: ${[196, 202, 226, 46, 51, 21, 201].map((n) => `${ESC}38;5;${n}m■■`).join('')}${ESC}0m truecolor: ${ESC}38;2;255;120;40msunset${ESC}0m ${ESC}48;2;20;60;90m${ESC}38;2;255;255;255m deep water ${ESC}0m`,
  '##[warning]src/tide/Table.java:88: deprecated method daysOf(int) is used here',
  `${ESC}7minverse${ESC}27m ${ESC}9mstruck${ESC}29m ${ESC}91mbright red${ESC}39m ${ESC}95mbright magenta${ESC}0m ${ESC}44m blue ground ${ESC}0m`,
  'A very long line that has to break somewhere: ' + 'the quick brown fox jumps over the lazy dog '.repeat(9),
  '##[notice]Coverage is 91.4 %, 0.3 points more than on main',
];

export function logOf(of: JobSummary, after: string): LogPage {
  const finished = of.status === 'completed';
  const from = Number(after);
  const upTo = finished
    ? Number.MAX_SAFE_INTEGER
    : Math.floor((Date.now() - Date.parse(of.startedAt ?? ago(0))) / 400);
  const all = eventsOf(of, finished ? 100_000 : 2_000);
  const events = all.slice(from, Math.min(from + 20_000, upTo));
  const next = from + events.length;
  return { events, nextToken: String(next), done: finished && next >= all.length };
}

const cache = new Map<string, LogEvent[]>();

function eventsOf(of: JobSummary, most: number): LogEvent[] {
  const known = cache.get(of.key + of.status);
  if (known !== undefined) {
    return known;
  }
  const failed = of.conclusion === 'failure';
  const events: LogEvent[] = [];
  let at = Date.parse(of.startedAt ?? ago(0));
  const add = (s: number, event: Omit<LogEvent, 't' | 's'>): void => {
    at += 13;
    events.push({ t: new Date(at).toISOString(), s, ...event });
  };
  stepNames.forEach((name, s) => {
    if (failed && s === 4) {
      return;
    }
    add(s, { e: 'start', name });
    if (s === 1) {
      add(s, { m: '[command]git fetch --depth 1 origin 4f1c9a7be20d53c81a6fe7d0429b385516ac7e90' });
      add(s, { m: 'HEAD is now at 4f1c9a7 Fix the tide table for leap years' });
    } else if (s === 2) {
      add(s, { m: '##[group]Resolve 214 packages' });
      for (let i = 0; i < 214; i++) add(s, { m: `resolved harbour-part-${i}@1.${i % 9}.0` });
      add(s, { m: '##[endgroup]' });
      add(s, { m: `added 214 packages in ${ESC}32m3.1 s${ESC}0m` });
    } else if (s === 3) {
      testLines.forEach((m) => add(s, { m }));
      const noise = of.key === 'integration' || of.status !== 'completed' ? most : 20;
      for (let i = 0; i < noise; i++)
        add(s, { m: `test ${i}: ${ESC}32mok${ESC}0m ${ESC}2m${(i * 7) % 40} ms${ESC}0m` });
      if (failed) {
        add(s, { m: `${ESC}31m${ESC}1mFAIL${ESC}0m  tide/LeapYearTest: expected <29> but was <28>` });
        add(s, { m: '##[error]src/tide/LeapYear.java:42: February 2028 has 29 days' });
        add(s, { m: '##[error]Process completed with exit code 1.' });
      }
    } else {
      add(s, { m: `${name}: nothing to worry about` });
    }
    const conclusion = failed && s === 3 ? 'failure' : 'success';
    add(s, { e: 'end', outcome: conclusion, conclusion });
  });
  cache.set(of.key + of.status, events);
  return events;
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
