/** The routes of the status API over a made-up world. */
import type { Health, Problem, Run } from '../src/contract/types';
import { stepsOf } from './log.ts';
import { reportOf } from './reports.ts';
import { workflows } from './workflows.ts';
import { cancel, dispatched, rerun, type World } from './world.ts';

export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** `down` answers nothing but 503; `locked` wants the token `open`. */
export type Mood = 'well' | 'down' | 'locked';

const PAGE = 30;

export class MockApi {
  mood: Mood = 'well';

  constructor(readonly world: World) {}

  answer(call: Call): Answer {
    if (this.mood === 'down') {
      return problem(503, 'Not ready', 'The status API is starting. Try again in a moment.');
    }
    if (this.mood === 'locked' && call.authorization !== 'Bearer open') {
      return problem(401, 'Unauthorized', 'A token is needed');
    }
    const [kind, ...rest] = call.url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
    switch (`${call.method} ${kind}`) {
      case 'GET health':
        return { status: 200, body: { status: 'ready', version: '0.1.0', mode: 'local' } satisfies Health };
      case 'GET runs':
        return rest.length === 0 ? this.runs(call.url.searchParams) : this.run(rest, call.url.searchParams);
      case 'POST runs':
        return this.act(rest, call.body as { only?: string; job?: string } | undefined);
      case 'GET deliveries':
        return this.deliveries(call.url.searchParams);
      case 'GET dead-letters':
        return { status: 200, body: this.world.deadLetters };
      case 'POST dead-letters':
        return this.redrive();
      case 'GET repositories':
        if (rest[2] === 'workflows') {
          return workflows(rest, call.url.searchParams);
        }
        return { status: 200, body: { repositories: this.world.repositories } };
      case 'POST repositories':
        return rest.length === 0
          ? this.connect(call.body as { name: string; url: string })
          : this.dispatch(rest, call.body as { workflow: string });
      case 'DELETE repositories':
        this.world.repositories = this.world.repositories.filter(({ name }) => name !== rest.join('/'));
        return { status: 204 };
      default:
        return missing(`There is no ${call.method} ${call.url.pathname}`);
    }
  }

  private runs(query: URLSearchParams): Answer {
    const wanted = this.world.runs.filter(
      (run) =>
        matches(query, run, ['repository', 'branch', 'event']) &&
        [run.workflow.name, run.workflow.path, null].includes(query.get('workflow')) &&
        [run.status, run.conclusion, null].includes(query.get('status') as never),
    );
    const { items, ...page } = pageOf(wanted, query);
    return { status: 200, body: { ...page, runs: items.map(({ jobs: _, ...run }) => run) } };
  }

  private run([id, part, key, tail]: string[], query: URLSearchParams): Answer {
    const run = this.world.runs.find((candidate) => candidate.id === id);
    if (run === undefined) {
      return missing(`There is no run ${id}`);
    }
    if (part === undefined) {
      return { status: 200, body: run };
    }
    if (part === 'cost') {
      const lines = [{ service: 'Lambda', quantity: 19, unit: 'requests', amount: 0.0004 }];
      return { status: 200, body: { currency: 'USD', total: 0.0123, lines } };
    }
    const job = run.jobs.find((candidate) => candidate.key === key);
    if (job === undefined) {
      return missing(`Run ${id} has no job ${key}`);
    }
    if (tail === 'report') {
      return { status: 200, body: reportOf(job) };
    }
    if (tail === 'log') {
      return { status: 200, body: this.world.log(job, query.get('after')) };
    }
    return { status: 200, body: { ...job, runId: id, steps: stepsOf(job) } };
  }

  private act([id, action]: string[], body: { only?: string; job?: string } | undefined): Answer {
    const index = this.world.runs.findIndex((candidate) => candidate.id === id);
    const run = this.world.runs[index];
    if (run === undefined) {
      return missing(`There is no run ${id}`);
    }
    const isOver = run.status === 'completed';
    if (isOver === (action === 'cancel')) {
      return problem(409, 'Not in this state', `Run ${id} is ${isOver ? 'over' : 'not over yet'}`);
    }
    const next: Run =
      action === 'cancel'
        ? cancel(run)
        : rerun(run, (job) =>
            body?.job === undefined
              ? body?.only !== 'failed' || job.conclusion !== 'success'
              : job.key === body.job,
          );
    this.world.runs[index] = next;
    return { status: 202, body: next };
  }

  private deliveries(query: URLSearchParams): Answer {
    const wanted = this.world.deliveries.filter((one) => matches(query, one, ['repository', 'status']));
    const { items, ...page } = pageOf(wanted, query);
    return { status: 200, body: { ...page, deliveries: items } };
  }

  private redrive(): Answer {
    const moved = this.world.deadLetters.count;
    this.world.deadLetters = { count: 0, messages: [] };
    return { status: 202, body: { moved } };
  }

  private connect({ name, url }: { name: string; url: string }): Answer {
    if (url.includes('unknown')) {
      return problem(422, 'The repository cannot be read', `${url}: not found`);
    }
    const repository = { name, url, defaultBranch: 'main', connectedAt: new Date().toISOString() };
    this.world.repositories.push(repository);
    return { status: 201, body: repository };
  }

  private dispatch(path: string[], { workflow }: { workflow: string }): Answer {
    const repository = this.world.repositories.find(({ name }) => name === path.slice(0, 2).join('/'));
    if (repository === undefined) {
      return missing(`Repository ${path.slice(0, 2).join('/')} is not connected`);
    }
    if (!/\.ya?ml$/.test(workflow)) {
      return problem(422, 'The workflow cannot be started', `There is no workflow ${workflow}`);
    }
    return { status: 202, body: dispatched(this.world, repository, workflow) };
  }
}

export function problem(status: number, title: string, detail: string): Answer {
  return { status, body: { type: 'about:blank', title, status, detail } satisfies Problem };
}

export function missing(detail: string): Answer {
  return problem(404, 'Not found', detail);
}

function matches<T>(query: URLSearchParams, it: T, keys: (keyof T & string)[]): boolean {
  return keys.every((key) => !query.has(key) || it[key] === query.get(key));
}

function pageOf<T>(items: readonly T[], query: URLSearchParams): { items: readonly T[]; nextToken?: string } {
  const from = Number(query.get('token') ?? 0);
  const to = from + PAGE;
  return { items: items.slice(from, to), ...(to < items.length ? { nextToken: String(to) } : {}) };
}
