import type { Problem } from '../src/contract/types';
import { deadLetters, deliveries, logOf, repositories, runs, stepsOf } from './data.ts';

export interface MockAnswer {
  readonly status: number;
  readonly body: unknown;
}

const problem = (status: number, title: string, detail: string): MockAnswer => ({
  status,
  body: { type: 'about:blank', title, status, detail } satisfies Problem,
});

/** The routes of the status API over the made-up documents. `MOCK=empty|down|locked` shows the other faces. */
export class MockApi {
  private readonly mode = process.env['MOCK'] ?? '';

  answer(method: string, url: URL, authorization: string | undefined): MockAnswer {
    if (this.mode === 'down') {
      return problem(503, 'Not ready', 'The status API is starting. Try again in a moment.');
    }
    if (this.mode === 'locked' && authorization !== 'Bearer open') {
      return problem(401, 'Unauthorized', 'A token is needed');
    }
    const [kind, id, part, key, tail] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
    switch (kind) {
      case 'runs':
        return id === undefined
          ? this.list(url.searchParams)
          : this.run(method, id, part, key, tail, url.searchParams);
      case 'deliveries':
        return { status: 200, body: { deliveries: this.mode === 'empty' ? [] : deliveries() } };
      case 'dead-letters':
        return { status: 200, body: this.mode === 'empty' ? { count: 0, messages: [] } : deadLetters() };
      case 'repositories':
        return method === 'GET'
          ? { status: 200, body: { repositories: this.mode === 'empty' ? [] : repositories() } }
          : problem(
              422,
              'Unreachable',
              'The repository does not answer: 404 for https://github.com/owner/name.git',
            );
      default:
        return problem(404, 'Not found', `There is no ${url.pathname}`);
    }
  }

  private list(query: URLSearchParams): MockAnswer {
    const wanted = runs().filter(
      (run) =>
        ['repository', 'branch', 'event'].every(
          (key) => !query.has(key) || run[key as 'repository' | 'branch' | 'event'] === query.get(key),
        ) && [run.status, run.conclusion, null].includes(query.get('status') as never),
    );
    const list = wanted.map(({ jobs: _, ...summary }) => summary);
    return { status: 200, body: this.mode === 'empty' ? { runs: [] } : { runs: list, nextToken: 'older' } };
  }

  private run(
    method: string,
    id: string,
    part: string | undefined,
    key: string | undefined,
    tail: string | undefined,
    query: URLSearchParams,
  ): MockAnswer {
    const run = runs().find((candidate) => candidate.id === id);
    if (run === undefined) {
      return problem(404, 'Not found', `There is no run ${id}`);
    }
    if (part === undefined) {
      return { status: 200, body: run };
    }
    if (part === 'cost') {
      const lines = [{ service: 'Lambda', quantity: 19, unit: 'requests', amount: 0.0004 }];
      return { status: 200, body: { currency: 'USD', total: 0.0123, lines } };
    }
    if (method === 'POST') {
      return part === 'cancel'
        ? { status: 202, body: run }
        : problem(409, 'Conflict', `Run ${id} is not over yet`);
    }
    const job = run.jobs.find((candidate) => candidate.key === key);
    if (job === undefined) {
      return problem(404, 'Not found', `Run ${id} has no job ${key}`);
    }
    if (tail === 'log') {
      return { status: 200, body: logOf(job, query.get('after') ?? '0') };
    }
    return { status: 200, body: { ...job, runId: id, steps: stepsOf(job) } };
  }
}
