import { expect, test } from 'vitest';
import type { HistoryEvent } from '../contract/states';
import { Console } from './console';
import { Http } from './http';

const events = (count: number): HistoryEvent[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, type: 'X', timestamp: index }));

/** A history that grows, two events to the page. */
class GrowingHistory {
  count = 1;
  readonly asked: string[] = [];

  readonly console = new Console(
    new Http('/console/v1', {
      token: () => undefined,
      fetch: (path, init) => {
        this.asked.push(path);
        const from = Number(new URL(path, 'http://it').searchParams.get('nextToken') ?? 0);
        const page = events(this.count).slice(from, from + 2);
        const tag = `"${from}-${page.length}-${from + 2 < this.count}"`;
        if ((init.headers as Record<string, string>)['If-None-Match'] === tag) {
          return Promise.resolve(new Response(null, { status: 304 }));
        }
        const body = { events: page, ...(from + 2 < this.count ? { nextToken: String(from + 2) } : {}) };
        return Promise.resolve(
          new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', ETag: tag } }),
        );
      },
    }),
  );
}

const signal = new AbortController().signal;

test('a history is read to its end, and then only its end', async () => {
  const growing = new GrowingHistory();
  growing.count = 5;
  const load = growing.console.history('arn:x');
  const first = await load(undefined, signal);
  expect(first).toMatchObject({ kind: 'fresh', data: events(5) });
  expect(growing.asked).toHaveLength(3);
  const etag = first.kind === 'fresh' ? first.etag : undefined;

  expect(await load(etag, signal)).toEqual({ kind: 'same' });
  expect(growing.asked.at(-1)).toBe('/console/v1/executions/arn%3Ax/history?nextToken=4');

  growing.count = 8;
  expect(await load(etag, signal)).toMatchObject({ kind: 'fresh', data: events(8) });
  expect(growing.asked).toHaveLength(6);
});

test('a last page that has filled up since is read once more, and told once', async () => {
  const growing = new GrowingHistory();
  growing.count = 4;
  const load = growing.console.history('arn:x');
  await load(undefined, signal);
  growing.count = 6;
  expect(await load(undefined, signal)).toMatchObject({ kind: 'fresh', data: events(6) });
});
