/**
 * A job's log as people read it: steps, groups that fold, lines that can be linked and found. Made for logs of
 * 100,000 lines and more: appending is incremental, rows are the stored objects themselves.
 */
import type { LogEvent, Step } from '../contract/types';
import { stripAnsi } from './ansi';
import { withoutTurns } from './text';

export type Tone = 'plain' | 'command' | 'error' | 'warning' | 'notice' | 'debug' | 'section';

export interface LogLine {
  readonly row: 'line';
  readonly step: number;
  /** Counted from 1 in the step, hidden lines included: the number in links. */
  readonly number: number;
  readonly time: string;
  readonly tone: Tone;
  /** What is shown, escape sequences included. */
  readonly text: string;
  /** What is searched and measured. */
  readonly plain: string;
  /** How many groups it lies in. */
  readonly depth: number;
  readonly parent: LogGroup | undefined;
}

export interface LogGroup extends Omit<LogLine, 'row'> {
  readonly row: 'group';
  /** Lines inside, those of inner groups included. */
  size: number;
}

export interface StepSection {
  readonly row: 'step';
  readonly number: number;
  step: Step;
  readonly lines: (LogLine | LogGroup)[];
  /** Lines received, hidden ones included. */
  count: number;
  /** Seen running by this reader: it stays open when it ends, nothing jumps shut under their eyes. */
  watched: boolean;
}

export type Row = StepSection | LogLine | LogGroup;

export class LogBook {
  private readonly sections = new Map<number, StepSection>();
  private readonly stacks = new Map<number, LogGroup[]>();
  private total = 0;

  get lineCount(): number {
    return this.total;
  }

  append(events: readonly LogEvent[]): void {
    for (const event of events) {
      if (event.e === 'start') {
        this.begin(event);
      } else if (event.e === 'end') {
        this.end(event);
      } else {
        this.line(event);
      }
    }
  }

  /** A reader is here while the job runs: steps that run now stay open for them. */
  watch(): void {
    for (const section of this.sections.values()) {
      section.watched ||= section.step.status === 'in_progress';
    }
  }

  /** In the order of their numbers, joined with what the job's document knows. */
  steps(known: readonly Step[]): StepSection[] {
    for (const step of known) {
      const section = this.section(step.number);
      // The document of a running job may lag behind the log; of a finished one it is the last word.
      if (step.status === 'completed' || section.step.startedAt === null) {
        section.step = step;
      }
    }
    return [...this.sections.values()].sort((a, b) => a.number - b.number);
  }

  section(number: number): StepSection {
    let section = this.sections.get(number);
    if (section === undefined) {
      section = { row: 'step', number, step: unknownStep(number), lines: [], count: 0, watched: false };
      this.sections.set(number, section);
    }
    return section;
  }

  private begin(event: LogEvent): void {
    const section = this.section(event.s);
    section.step = {
      ...section.step,
      name: event.name ?? section.step.name,
      status: 'in_progress',
      startedAt: event.t,
    };
  }

  private end(event: LogEvent): void {
    const section = this.section(event.s);
    section.step = {
      ...section.step,
      status: 'completed',
      conclusion: event.conclusion ?? null,
      completedAt: event.t,
      ...(event.outcome === undefined ? {} : { outcome: event.outcome }),
    };
    this.stacks.delete(event.s);
  }

  private line(event: LogEvent): void {
    const section = this.section(event.s);
    const stack = this.stackOf(event.s);
    const { command, text } = readCommand(withoutTurns(event.m ?? ''));
    section.count++;
    this.total++;
    if (command === 'endgroup') {
      stack.pop();
      return;
    }
    stack.forEach((group) => group.size++);
    const base = {
      step: event.s,
      number: section.count,
      time: event.t,
      text,
      plain: stripAnsi(text),
      depth: stack.length,
      parent: stack.at(-1),
    };
    if (command === 'group') {
      const group: LogGroup = { row: 'group', ...base, tone: 'plain', size: 0 };
      section.lines.push(group);
      stack.push(group);
    } else {
      section.lines.push({ row: 'line', ...base, tone: command });
    }
  }

  private stackOf(step: number): LogGroup[] {
    let stack = this.stacks.get(step);
    if (stack === undefined) {
      stack = [];
      this.stacks.set(step, stack);
    }
    return stack;
  }
}

function unknownStep(number: number): Step {
  return {
    number,
    name: number === 0 ? 'Set up job' : `Step ${number}`,
    status: 'queued',
    conclusion: null,
    startedAt: null,
    completedAt: null,
  };
}

const commandPattern =
  /^(?:##\[(group|endgroup|error|warning|notice|debug|command|section)\]|::(group|endgroup|error|warning|notice|debug)(?: ([^:]*))?::|\[(command)\])([\s\S]*)$/;

/** `##[error]text`, `::error file=a.ts,line=3::text` and `[command]text` to what they mean. */
export function readCommand(message: string): { command: Tone | 'group' | 'endgroup'; text: string } {
  const match =
    message.startsWith('#') || message.startsWith(':') || message.startsWith('[')
      ? commandPattern.exec(message)
      : null;
  if (match === null) {
    return { command: 'plain', text: message };
  }
  const command = (match[1] ?? match[2] ?? match[4]) as Tone | 'group' | 'endgroup';
  return { command, text: placeOf(match[3]) + (match[5] ?? '') };
}

function placeOf(properties: string | undefined): string {
  const file = /(?:^|,)\s*file=([^,]+)/.exec(properties ?? '')?.[1];
  if (file === undefined) {
    return '';
  }
  const line = /(?:^|,)\s*line=(\d+)/.exec(properties ?? '')?.[1];
  return line === undefined ? `${file}: ` : `${file}:${line}: `;
}

/** The whole log as a text file, one line a line, with its steps named. */
export function textOf(sections: readonly StepSection[]): string {
  const out: string[] = [];
  for (const section of sections) {
    out.push(`=== ${section.step.name}`);
    for (const line of section.lines) {
      out.push(`${line.time} ${line.tone === 'plain' ? '' : `[${line.tone}] `}${line.plain}`);
    }
  }
  return out.join('\n') + '\n';
}
