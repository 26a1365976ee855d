import { describe, expect, test } from 'vitest';
import { Api } from './api';
import { explain, Http } from './http';

/** Answers once with what it was given, and remembers what it was asked. */
class ScriptedServer {
  asked: { path: string; init: RequestInit }[] = [];
  token: string | undefined;

  constructor(private readonly answer: Response | Error) {}

  get api(): Api {
    return new Api(
      new Http('/api/v1', {
        fetch: (path, init) => {
          this.asked.push({ path, init });
          return this.answer instanceof Error ? Promise.reject(this.answer) : Promise.resolve(this.answer);
        },
        token: () => this.token,
      }),
    );
  }

  get headers(): Record<string, string> {
    return this.asked[0]?.init.headers as Record<string, string>;
  }
}

const json = (body: unknown, init: ResponseInit & { headers?: Record<string, string> } = {}): Response =>
  new Response(JSON.stringify(body), {
    ...init,
    headers: { 'Content-Type': 'application/json', ...init.headers },
  });
const problem = (status: number, detail: string, headers: Record<string, string> = {}): Response =>
  json(
    { type: 'about:blank', title: 'No', status, detail },
    { status, headers: { 'Content-Type': 'application/problem+json', ...headers } },
  );
const signal = new AbortController().signal;

test('a fresh document comes with its tag', async () => {
  const server = new ScriptedServer(json({ runs: [] }, { headers: { ETag: '"1"' } }));
  expect(await server.api.runs({}, undefined)(undefined, signal)).toEqual({
    kind: 'fresh',
    data: { runs: [] },
    etag: '"1"',
  });
  expect(server.headers).toEqual({ Accept: 'application/json' });
});

test('a tag is asked for, and its document may be the same', async () => {
  const server = new ScriptedServer(new Response(null, { status: 304 }));
  expect(await server.api.run('1')('"1"', signal)).toEqual({ kind: 'same' });
  expect(server.headers).toMatchObject({ 'If-None-Match': '"1"' });
  expect(server.asked[0]?.init.cache).toBe('no-store');
});

test('the token goes into the header and nowhere else', async () => {
  const server = new ScriptedServer(json({}));
  server.token = 'secret';
  await server.api.run('1')(undefined, signal);
  expect(server.headers).toMatchObject({ Authorization: 'Bearer secret' });
  expect(server.asked[0]?.path).toBe('/api/v1/runs/1');
});

describe('what can go wrong is an answer', () => {
  test('no token, or a bad one', async () => {
    const server = new ScriptedServer(new Response(null, { status: 401 }));
    expect(await server.api.repositories()(undefined, signal)).toEqual({ kind: 'unauthorized' });
  });

  test('a problem with its detail, and when to ask again', async () => {
    const server = new ScriptedServer(problem(503, 'not yet', { 'Retry-After': '3' }));
    const answer = await server.api.repositories()(undefined, signal);
    expect(answer).toMatchObject({ kind: 'refused', retryAfterMs: 3000, problem: { detail: 'not yet' } });
    expect(explain(answer as never)).toBe('not yet');
  });

  test.each([
    [
      'a page of a proxy',
      new Response('<h1>Bad gateway</h1>', { status: 502, statusText: 'Bad Gateway' }),
      'Bad Gateway',
    ],
    ['a status without words', new Response('', { status: 418 }), 'Status 418'],
    [
      'a problem cut short',
      new Response('{"ti', { status: 500, headers: { 'Content-Type': 'application/problem+json' } }),
      'Status 500',
    ],
  ])('%s', async (_, response, title) => {
    const answer = await new ScriptedServer(response).api.run('1')(undefined, signal);
    expect(answer).toMatchObject({ kind: 'refused', problem: { title } });
  });

  test('no connection', async () => {
    const answer = await new ScriptedServer(new TypeError('Failed to fetch')).api.run('1')(undefined, signal);
    expect(answer).toEqual({ kind: 'unreachable', detail: 'Failed to fetch' });
    expect(explain(answer as never)).toContain('Failed to fetch');
  });

  test('a static host that answers every path with the page itself', async () => {
    const page = new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } });
    expect(await new ScriptedServer(page).api.run('1')(undefined, signal)).toMatchObject({
      kind: 'unreachable',
    });
  });

  test('but whoever gave up asking is told so', async () => {
    const gone = new AbortController();
    gone.abort();
    await expect(
      new ScriptedServer(new DOMException('aborted', 'AbortError')).api.run('1')(undefined, gone.signal),
    ).rejects.toThrow('aborted');
  });
});

describe('paths', () => {
  const path = async (ask: (api: Api) => Promise<unknown>): Promise<string> => {
    const server = new ScriptedServer(json({}));
    await ask(server.api);
    const [first] = server.asked;
    return `${first?.init.method ?? 'GET'} ${first?.path} ${first?.init.body ?? ''}`.trim();
  };

  test.each([
    ['GET /api/v1/health', (api: Api) => api.health()(undefined, signal)],
    [
      'GET /api/v1/runs?repository=a/b&status=failure&token=t%2B',
      (api: Api) => api.runs({ repository: 'a/b', status: 'failure' }, 't+')(undefined, signal),
    ],
    ['GET /api/v1/runs/1/cost', (api: Api) => api.cost('1')(undefined, signal)],
    ['GET /api/v1/runs/1/jobs/t.3?attempt=2', (api: Api) => api.job('1', 't.3', 2)(undefined, signal)],
    [
      'GET /api/v1/runs/1/jobs/t.3/log?after=9',
      (api: Api) => api.log('1', 't.3', undefined, '9')(undefined, signal),
    ],
    [
      'GET /api/v1/deliveries?status=dead',
      (api: Api) => api.deliveries({ status: 'dead' })(undefined, signal),
    ],
    ['GET /api/v1/dead-letters', (api: Api) => api.deadLetters()(undefined, signal)],
    ['POST /api/v1/dead-letters/redrive', (api: Api) => api.redrive()],
    ['POST /api/v1/runs/1/rerun {"job":"t.3"}', (api: Api) => api.rerun('1', { job: 't.3' })],
    ['POST /api/v1/runs/1/cancel', (api: Api) => api.cancel('1')],
    [
      'POST /api/v1/repositories {"name":"a/b","url":"u"}',
      (api: Api) => api.connect({ name: 'a/b', url: 'u' }),
    ],
    [
      'POST /api/v1/repositories/a%20b/c/dispatches {"workflow":"x.yml"}',
      (api: Api) => api.dispatch('a b/c', { workflow: 'x.yml' }),
    ],
  ])('%s', async (wanted, ask) => {
    expect(await path(ask)).toBe(wanted);
  });

  test('what is gone answers with nothing', async () => {
    const server = new ScriptedServer(new Response(null, { status: 204 }));
    expect(await server.api.disconnect('a/b')).toEqual({ kind: 'fresh', data: undefined });
    expect(server.asked[0]?.init.method).toBe('DELETE');
  });
});
