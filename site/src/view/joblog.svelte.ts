/** The log of one attempt of a job, as it comes. */
import type { LogPage, Step } from '../contract/types';
import { LogBook, type StepSection } from '../logic/logbook';
import { feed, type Live } from './live.svelte';
import { api } from './session.svelte';

const IDLE_MS = 1_000;
/** So much at once means that there is more. */
const MUCH = 200;

export interface Subject {
  readonly run: string;
  readonly job: string;
  readonly attempt: number;
  readonly isRunning: boolean;
}

export class JobLog {
  /** Rises when the log grew. The book is large and is not state itself. */
  version = $state(0);
  isDone = $state(false);
  readonly live: Live<LogPage>;
  private book = new LogBook();
  private after: string | undefined;

  /** @param subject nothing while there is no log to ask for */
  constructor(private readonly subject: () => Subject | undefined) {
    this.live = feed<LogPage>(
      () => {
        const asked = subject();
        return asked && `log ${asked.run} ${asked.job} ${asked.attempt}`;
      },
      () => {
        this.book = new LogBook();
        this.after = undefined;
        this.isDone = false;
        this.version++;
        const { run = '', job = '', attempt } = subject() ?? {};
        return (etag, signal) => api.log(run, job, attempt, this.after)(etag, signal);
      },
      (page) => this.pace(page),
      (page) => this.take(page),
    );
  }

  get lineCount(): number {
    return this.book.lineCount;
  }

  /** The steps in order, joined with what the job's document knows of them. */
  sections(known: readonly Step[]): StepSection[] {
    return this.version < 0 ? [] : this.book.steps(known);
  }

  private pace(page: LogPage): number | 'never' {
    if (page.done) {
      return 'never';
    }
    const isBehind = page.events.length > MUCH || (page.events.length > 0 && !this.subject()?.isRunning);
    return isBehind ? 0 : IDLE_MS;
  }

  private take(page: LogPage): void {
    this.book.append(page.events);
    if (this.subject()?.isRunning) {
      this.book.watch();
    }
    this.after = page.nextToken;
    this.isDone = page.done;
    this.version++;
  }
}
