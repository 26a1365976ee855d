/** Keeps one document current: asks again with its ETag, slower when nothing happens, not at all when unseen. */
import type { Answer, Load } from './http';

export type Trouble = Exclude<Answer<unknown>, { kind: 'fresh' | 'same' }>;

/** A document, and the tag by which its server knows it. */
export interface Known<T> {
  readonly data: T;
  readonly etag: string | undefined;
}

export interface Watch<T> {
  readonly load: Load<T>;
  /** How long until the next look, given what is known; `never` when it cannot change any more. */
  readonly pace: (data: T) => number | 'never';
  readonly onData: (known: Known<T>) => void;
  /** What is wrong now; undefined once it is well again. */
  readonly onTrouble: (trouble: Trouble | undefined) => void;
}

/** The page's visibility, as a port. */
export interface Attention {
  isVisible(): boolean;
  onChange(listener: () => void): () => void;
}

export const LIVE_MS = 2_000;
export const IDLE_MS = 5_000;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;

export class Poller<T> {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private request: AbortController | undefined;
  private failures = 0;
  private running = false;
  private forget: (() => void) | undefined;

  constructor(
    private readonly watch: Watch<T>,
    private readonly attention: Attention,
    /** What was known before: only what is newer is told. */
    private known?: Known<T>,
  ) {}

  start(): void {
    if (this.running) {
      return;
    }
    this.running = true;
    this.forget = this.attention.onChange(() => this.attentionChanged());
    void this.look();
  }

  stop(): void {
    this.running = false;
    this.forget?.();
    this.pause();
  }

  /** Looks now; after an action, or because a person asked. */
  refresh(): void {
    if (this.running) {
      this.pause();
      void this.look();
    }
  }

  private pause(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.request?.abort();
    this.request = undefined;
  }

  private attentionChanged(): void {
    if (!this.attention.isVisible()) {
      clearTimeout(this.timer);
      this.timer = undefined;
    } else if (this.timer === undefined && this.request === undefined && !this.isFinal()) {
      void this.look();
    }
  }

  private isFinal(): boolean {
    return this.failures === 0 && this.known !== undefined && this.watch.pace(this.known.data) === 'never';
  }

  private async look(): Promise<void> {
    const request = new AbortController();
    this.request = request;
    this.timer = undefined;
    let answer: Answer<T>;
    try {
      answer = await this.watch.load(this.known?.etag, request.signal);
    } catch (failure) {
      if (request.signal.aborted) {
        return;
      }
      answer = { kind: 'unreachable', detail: String(failure) };
    }
    if (request.signal.aborted || !this.running) {
      return;
    }
    this.request = undefined;
    this.take(answer);
  }

  private take(answer: Answer<T>): void {
    switch (answer.kind) {
      case 'fresh':
        this.known = { data: answer.data, etag: answer.etag };
        this.recovered();
        this.watch.onData(this.known);
        return this.again();
      case 'same':
        this.recovered();
        return this.again();
      case 'unauthorized':
        // Asking again cannot help; a token can.
        return this.watch.onTrouble(answer);
      case 'refused':
      case 'unreachable':
        this.failures++;
        this.watch.onTrouble(answer);
        return this.schedule(retryDelay(this.failures, answer));
    }
  }

  private recovered(): void {
    this.failures = 0;
    this.watch.onTrouble(undefined);
  }

  private again(): void {
    if (this.known === undefined) {
      return;
    }
    const delay = this.watch.pace(this.known.data);
    if (delay !== 'never') {
      this.schedule(delay);
    }
  }

  private schedule(delay: number): void {
    // onData may have stopped or refreshed this very poller.
    if (this.running && this.request === undefined && this.attention.isVisible()) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.look(), delay);
    }
  }
}

/** 2 s, 4 s, 8 s … 60 s; a refusal that will not change (4xx but 429) is asked again rarely. */
export function retryDelay(failures: number, trouble: Trouble): number {
  if (trouble.kind === 'refused') {
    if (trouble.retryAfterMs !== undefined) {
      return Math.min(trouble.retryAfterMs, LONGEST_RETRY_MS);
    }
    if (trouble.problem.status < 500 && trouble.problem.status !== 429) {
      return LONGEST_RETRY_MS;
    }
  }
  return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
}
