import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Answer } from './http';
import { Poller, retryDelay, type Attention, type Known, type Trouble } from './poll';

/** Answers from a script, the last one for ever; knows how often and with which tag it was asked. */
class ScriptedDocument {
  asked: (string | undefined)[] = [];
  aborted = 0;

  constructor(private readonly script: Answer<string>[]) {}

  load = (etag: string | undefined, signal: AbortSignal): Promise<Answer<string>> => {
    const answer = this.script[Math.min(this.asked.length, this.script.length - 1)];
    this.asked.push(etag);
    signal.addEventListener('abort', () => this.aborted++);
    return answer === undefined ? Promise.reject(new Error('nothing to say')) : Promise.resolve(answer);
  };
}

class Eyes implements Attention {
  private listeners = new Set<() => void>();
  private open = true;

  isVisible = (): boolean => this.open;
  onChange = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(open: boolean): void {
    this.open = open;
    this.listeners.forEach((listener) => listener());
  }
}

const fresh = (data: string, etag = `"${data}"`): Answer<string> => ({ kind: 'fresh', data, etag });
const same: Answer<string> = { kind: 'same' };
const down: Answer<string> = { kind: 'unreachable', detail: 'down' };

function watch(
  document: ScriptedDocument,
  options: { pace?: number | 'never'; eyes?: Eyes; known?: Known<string> } = {},
): { told: string[]; trouble: (Trouble | undefined)[]; poller: Poller<string>; eyes: Eyes } {
  const told: string[] = [];
  const trouble: (Trouble | undefined)[] = [];
  const eyes = options.eyes ?? new Eyes();
  const poller = new Poller<string>(
    {
      load: document.load,
      pace: () => options.pace ?? 1_000,
      onData: ({ data }) => told.push(data),
      onTrouble: (what) => trouble.push(what),
    },
    eyes,
    options.known,
  );
  poller.start();
  return { told, trouble, poller, eyes };
}

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('asks at once, and again at its pace with the tag it got', async () => {
  const document = new ScriptedDocument([fresh('a'), same, fresh('b')]);
  const { told } = watch(document);
  await pass(0);
  expect(told).toEqual(['a']);
  await pass(2_000);
  expect(told).toEqual(['a', 'b']);
  expect(document.asked).toEqual([undefined, '"a"', '"a"']);
});

test('goes on from what was known before', async () => {
  const document = new ScriptedDocument([same]);
  const { told } = watch(document, { known: { data: 'old', etag: '"old"' } });
  await pass(0);
  expect(told).toEqual([]);
  expect(document.asked).toEqual(['"old"']);
});

test('what cannot change any more is not asked again, even when looked at again', async () => {
  const document = new ScriptedDocument([fresh('a')]);
  const { eyes } = watch(document, { pace: 'never' });
  await pass(100_000);
  eyes.set(false);
  eyes.set(true);
  await pass(100_000);
  expect(document.asked).toHaveLength(1);
});

test('rests while nobody looks, and asks at once when somebody does', async () => {
  const document = new ScriptedDocument([fresh('a'), same]);
  const { eyes } = watch(document);
  await pass(0);
  eyes.set(false);
  await pass(60_000);
  expect(document.asked).toHaveLength(1);
  eyes.set(true);
  await pass(0);
  expect(document.asked).toHaveLength(2);
});

test('tells of trouble, asks slower and slower, and tells when it is over', async () => {
  const document = new ScriptedDocument([fresh('a'), down, down, fresh('b')]);
  const { told, trouble } = watch(document);
  await pass(1_000);
  expect(trouble.at(-1)).toMatchObject({ kind: 'unreachable' });
  await pass(1_999);
  expect(document.asked).toHaveLength(2);
  await pass(1);
  expect(document.asked).toHaveLength(3);
  await pass(4_000);
  expect(told).toEqual(['a', 'b']);
  expect(trouble.at(-1)).toBeUndefined();
});

test('a document that throws is out of reach', async () => {
  const { trouble } = watch(new ScriptedDocument([]));
  await pass(0);
  expect(trouble).toEqual([{ kind: 'unreachable', detail: 'Error: nothing to say' }]);
});

test('without a token nothing is asked again', async () => {
  const document = new ScriptedDocument([{ kind: 'unauthorized' }]);
  const { trouble } = watch(document);
  await pass(600_000);
  expect(document.asked).toHaveLength(1);
  expect(trouble).toEqual([{ kind: 'unauthorized' }]);
});

test('a person can ask now', async () => {
  const document = new ScriptedDocument([fresh('a'), fresh('b')]);
  const { told, poller } = watch(document, { pace: 'never' });
  await pass(0);
  poller.refresh();
  await pass(0);
  expect(told).toEqual(['a', 'b']);
});

test('stopping ends the question that is under way', async () => {
  const document = new ScriptedDocument([fresh('a')]);
  const { told, poller } = watch(document);
  poller.stop();
  poller.refresh();
  await pass(10_000);
  expect(document.aborted).toBe(1);
  expect(told).toEqual([]);
  expect(document.asked).toHaveLength(1);
});

test('starting twice is starting once', async () => {
  const document = new ScriptedDocument([fresh('a')]);
  const { poller } = watch(document);
  poller.start();
  await pass(0);
  expect(document.asked).toHaveLength(1);
});

test('patience: longer each time, as the server wishes, and long where asking cannot help', () => {
  const refused = (status: number, retryAfterMs?: number): Trouble => ({
    kind: 'refused',
    problem: { type: 'about:blank', title: '', status },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
  expect([1, 2, 3, 10].map((count) => retryDelay(count, { kind: 'unauthorized' }))).toEqual([
    2_000, 4_000, 8_000, 60_000,
  ]);
  expect(retryDelay(1, refused(503))).toBe(2_000);
  expect(retryDelay(1, refused(503, 7_000))).toBe(7_000);
  expect(retryDelay(1, refused(429))).toBe(2_000);
  expect(retryDelay(1, refused(404))).toBe(60_000);
});
