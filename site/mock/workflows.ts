/** Workflow files of the made-up repositories, one of them broken, and their plans. */
import type { Plan, Workflow, WorkflowSummary } from '../src/contract/types';
import { missing, problem, type Answer } from './api.ts';

const at = { ref: 'refs/heads/main', sha: '4f1c9a7be20d53c81a6fe7d0429b385516ac7e90' };
const ci = '.github/workflows/ci.yml';
const broken = '.github/workflows/night.yml';

const files: readonly Workflow[] = [
  {
    ...at,
    path: ci,
    file: 'ci.yml',
    name: 'CI',
    events: ['push', 'pull_request'],
    counts: { errors: 0, warnings: 1, infos: 1 },
    source: `name: CI
on:
  push: {branches: [main]}
  pull_request:
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo "\${{ github.event.pull_request.title }}" && make
  test:
    needs: build
    strategy: {matrix: {tide: [low, high]}}
    runs-on: ubuntu-latest
    steps:
      - run: make test
  deploy:
    needs: test
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    steps:
      - run: make deploy
`,
    findings: [
      {
        file: ci,
        line: 6,
        column: 3,
        message:
          "Neither the workflow nor this job says what the token may do; name the permissions it needs, or 'permissions: {}'",
        rule: 'missing-permissions',
        severity: 'info',
      },
      {
        file: ci,
        line: 10,
        column: 25,
        message:
          "'github.event.pull_request.title' is chosen by whoever opened the pull request and becomes part of the script",
        rule: 'script-injection',
        severity: 'warning',
      },
    ],
  },
  {
    ...at,
    path: broken,
    file: 'night.yml',
    name: broken,
    events: [],
    counts: { errors: 1, warnings: 0, infos: 0 },
    source: 'on: push\njobs:\n  watch:\n    runs-on: ubuntu-latest\n    stepz: []\n',
    findings: [
      {
        file: broken,
        line: 5,
        column: 5,
        message: "Unexpected value 'stepz'",
        rule: 'syntax-check',
        severity: 'error',
      },
    ],
  },
];

function plan(event: string): Plan {
  const isPush = event === 'push';
  if (!isPush && event !== 'pull_request') {
    return {
      workflow: ci,
      name: 'CI',
      event,
      ref: at.ref,
      starts: false,
      reason: `the workflow is not triggered by ${event}`,
      jobs: [],
    };
  }
  const test = (tide: string, index: number): Plan['jobs'][number] => ({
    key: `test.${index}`,
    job: 'test',
    name: `test (${tide})`,
    needs: ['build'],
    matrix: { tide },
    runs: true,
  });
  return {
    workflow: ci,
    name: 'CI',
    event,
    ref: isPush ? at.ref : 'refs/pull/1/merge',
    starts: true,
    title: 'CI',
    jobs: [
      { key: 'build', job: 'build', name: 'build', needs: [], runs: true },
      test('low', 0),
      test('high', 1),
      {
        key: 'deploy',
        job: 'deploy',
        name: 'deploy',
        needs: ['test'],
        runs: isPush,
        ...(isPush ? {} : { reason: 'its if is false' }),
      },
    ],
  };
}

/** @param path `owner`, `name`, `workflows`, and perhaps a file and `plan` */
export function workflows([owner, , , file, part]: string[], query: URLSearchParams): Answer {
  if (owner !== 'harbour') {
    return missing('The repository is not connected');
  }
  if (file === undefined) {
    const summaries = files.map(({ path, file: name, name: title, events, counts }): WorkflowSummary => ({
      path,
      file: name,
      name: title,
      events,
      counts,
    }));
    return { status: 200, body: { ...at, workflows: summaries } };
  }
  const found = files.find((one) => one.file === file);
  if (found === undefined) {
    return missing(`There is no workflow ${file} at ${at.ref}`);
  }
  if (part === undefined) {
    return { status: 200, body: found };
  }
  return found.counts.errors > 0
    ? problem(422, 'The workflow cannot be planned', found.findings[0]?.message ?? '')
    : { status: 200, body: plan(query.get('event') ?? 'push') };
}
