/** Documents over HTTP. What can be expected to go wrong is an answer, not an exception. */
import type { Problem } from '../contract/types';

export type Answer<T> =
  | { kind: 'fresh'; data: T; etag?: string }
  /** As it was: the server knows the ETag. */
  | { kind: 'same' }
  /** A token is missing, or is no longer good. */
  | { kind: 'unauthorized' }
  | { kind: 'refused'; problem: Problem; retryAfterMs?: number }
  /** No answer at all, or not one of this API. */
  | { kind: 'unreachable'; detail: string };

/** One GET, which can be repeated with the ETag of the answer before. */
export type Load<T> = (etag: string | undefined, signal: AbortSignal) => Promise<Answer<T>>;

export interface Settings {
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  readonly token: () => string | undefined;
}

export class Http {
  constructor(
    private readonly base: string,
    private readonly settings: Settings,
  ) {}

  get<T>(path: string): Load<T> {
    return (etag, signal) =>
      this.call<T>(path, { signal, headers: etag === undefined ? {} : { 'If-None-Match': etag } });
  }

  send<T>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer<T>> {
    return this.call<T>(
      path,
      body === undefined
        ? { method, headers: {} }
        : { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
    );
  }

  private async call<T>(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers: Record<string, string> },
  ): Promise<Answer<T>> {
    const token = this.settings.token();
    const headers: Record<string, string> = { Accept: 'application/json', ...init.headers };
    if (token !== undefined) {
      headers['Authorization'] = `Bearer ${token}`;
    }
    try {
      // Conditional requests are ours; the browser's own cache would hide the 304 from the poller.
      const response = await this.settings.fetch(this.base + path, { ...init, headers, cache: 'no-store' });
      return await read<T>(response);
    } catch (failure) {
      if (init.signal?.aborted === true) {
        throw failure; // whoever aborted is not waiting for an answer
      }
      return { kind: 'unreachable', detail: failure instanceof Error ? failure.message : String(failure) };
    }
  }
}

async function read<T>(response: Response): Promise<Answer<T>> {
  if (response.status === 304) {
    return { kind: 'same' };
  }
  if (response.status === 401) {
    return { kind: 'unauthorized' };
  }
  if (response.ok) {
    return readFresh<T>(response);
  }
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return {
    kind: 'refused',
    problem: await problemOf(response),
    ...(Number.isFinite(retryAfter) ? { retryAfterMs: retryAfter * 1000 } : {}),
  };
}

async function readFresh<T>(response: Response): Promise<Answer<T>> {
  if (response.status === 204) {
    return { kind: 'fresh', data: undefined as T };
  }
  if (!isJson(response)) {
    // A static host that answers every path with the page itself: there is no API behind it.
    return { kind: 'unreachable', detail: 'the answer is not JSON' };
  }
  const etag = response.headers.get('ETag');
  return { kind: 'fresh', data: (await response.json()) as T, ...(etag === null ? {} : { etag }) };
}

function isJson(response: Response): boolean {
  return /[/+]json\b/.test(response.headers.get('Content-Type') ?? '');
}

async function problemOf(response: Response): Promise<Problem> {
  const plain: Problem = {
    type: 'about:blank',
    title: response.statusText === '' ? `Status ${response.status}` : response.statusText,
    status: response.status,
  };
  if (!isJson(response)) {
    return plain;
  }
  try {
    return { ...plain, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return plain;
  }
}

/** One sentence on what went wrong and what to do. */
export function explain(answer: Exclude<Answer<unknown>, { kind: 'fresh' | 'same' }>): string {
  switch (answer.kind) {
    case 'unauthorized':
      return 'A token is needed.';
    case 'refused':
      return answer.problem.detail ?? answer.problem.title;
    case 'unreachable':
      return `The API does not answer (${answer.detail}).`;
  }
}
