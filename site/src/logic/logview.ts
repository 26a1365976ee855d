/**
 * A job's log as people read it: steps that open and shut, groups that fold, lines that can be linked and found.
 * Made for logs of 100,000 lines and more: appending is incremental, rows are the stored objects themselves.
 */
import type { LogEvent, Step } from '../contract/types';
import { stripAnsi, type Piece } from './ansi';

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

/** Groups and steps that stand open or shut against their default. */
export interface Folding {
  readonly open: ReadonlySet<number>;
  readonly shut: ReadonlySet<number>;
  readonly groups: ReadonlySet<string>;
}

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
    section.watched = true;
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
    const { command, text } = readCommand(event.m ?? '');
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

export function groupKey(group: LogGroup): string {
  return `${group.step}:${group.number}`;
}

/** A log that fits a few screens is shown whole. */
const SHORT_LOG = 300;

/** Failed and watched steps are open; in a short log every step that a person wrote is. */
export function isOpen(section: StepSection, folding: Folding, isLast: boolean, totalLines: number): boolean {
  if (folding.shut.has(section.number)) {
    return false;
  }
  if (folding.open.has(section.number)) {
    return true;
  }
  if (section.count === 0) {
    return false;
  }
  if (section.step.conclusion === 'failure' || section.step.outcome === 'failure') {
    return true;
  }
  const written = section.number > 0 && !(isLast && section.step.name === 'Complete job');
  return written && (section.step.status === 'in_progress' || totalLines <= SHORT_LOG || section.watched);
}

/** What is on the page, from top to bottom. */
export function rowsOf(sections: readonly StepSection[], folding: Folding, totalLines: number): Row[] {
  const rows: Row[] = [];
  sections.forEach((section, index) => {
    rows.push(section);
    if (isOpen(section, folding, index === sections.length - 1, totalLines)) {
      pushLines(section, folding.groups, rows);
    }
  });
  return rows;
}

function pushLines(section: StepSection, openGroups: ReadonlySet<string>, rows: Row[]): void {
  for (const line of section.lines) {
    if (isShown(line, openGroups)) {
      rows.push(line);
    }
  }
}

function isShown(line: LogLine | LogGroup, openGroups: ReadonlySet<string>): boolean {
  for (let group = line.parent; group !== undefined; group = group.parent) {
    if (!openGroups.has(groupKey(group))) {
      return false;
    }
  }
  return true;
}

/** The groups around a line, which must be open for it to be seen. */
export function groupsAround(line: LogLine | LogGroup): string[] {
  const keys: string[] = [];
  for (let group = line.parent; group !== undefined; group = group.parent) {
    keys.push(groupKey(group));
  }
  return keys;
}

/** The line with that number, or the last one before it: the number may be that of a hidden line. */
export function lineAt(section: StepSection, number: number): LogLine | LogGroup | undefined {
  return section.lines.findLast((line) => line.number <= number);
}

export interface Hit {
  readonly line: LogLine | LogGroup;
  readonly start: number;
  readonly end: number;
}

export const MOST_HITS = 5_000;

/** Every place where the words occur, whatever their case, in reading order; at most MOST_HITS. */
export function search(sections: readonly StepSection[], query: string): Hit[] {
  const hits: Hit[] = [];
  if (query === '') {
    return hits;
  }
  const pattern = new RegExp(query.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
  for (const section of sections) {
    for (const line of section.lines) {
      for (const match of line.plain.matchAll(pattern)) {
        hits.push({ line, start: match.index, end: match.index + match[0].length });
        if (hits.length === MOST_HITS) {
          return hits;
        }
      }
    }
  }
  return hits;
}

export interface MarkedPiece extends Piece {
  readonly mark?: 'match' | 'current';
}

/** Cuts a line's pieces where hits begin and end. Hits are in order and do not overlap. */
export function markPieces(
  pieces: readonly Piece[],
  hits: readonly Hit[],
  current: Hit | undefined,
): MarkedPiece[] {
  if (hits.length === 0) {
    return [...pieces];
  }
  const marked: MarkedPiece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const end = at + piece.text.length;
    let from = at;
    const push = (until: number, mark?: 'match' | 'current'): void => {
      if (until > from) {
        const text = piece.text.slice(from - at, until - at);
        marked.push(mark === undefined ? { text, style: piece.style } : { text, style: piece.style, mark });
        from = until;
      }
    };
    for (const hit of hits) {
      if (hit.end > from && hit.start < end) {
        push(Math.max(hit.start, at));
        push(Math.min(hit.end, end), hit === current ? 'current' : 'match');
      }
    }
    push(end);
    at = end;
  }
  return marked;
}

export interface Metrics {
  readonly stepHeight: number;
  readonly lineHeight: number;
  /** Characters that fit before a line breaks. */
  readonly columns: number;
}

/** Where each row begins, in pixels, and after the last where the log ends. */
export function offsetsOf(rows: readonly Row[], metrics: Metrics): Float64Array {
  const offsets = new Float64Array(rows.length + 1);
  let at = 0;
  rows.forEach((row, index) => {
    offsets[index] = at;
    at +=
      row.row === 'step'
        ? metrics.stepHeight
        : metrics.lineHeight * lineBreaks(row.plain, metrics.columns - 2 * row.depth);
  });
  offsets[rows.length] = at;
  return offsets;
}

function lineBreaks(text: string, columns: number): number {
  const width = Math.max(8, columns);
  if (text.length <= width && !text.includes('\n')) {
    return 1;
  }
  return text.split('\n').reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / width)), 0);
}

/** The rows between two heights, with some to spare on both sides so that scrolling finds them ready. */
export function windowOf(
  offsets: Float64Array,
  top: number,
  bottom: number,
  spare = 20,
): { from: number; to: number } {
  const count = offsets.length - 1;
  const from = Math.max(0, lastAtOrBefore(offsets, top) - spare);
  const to = Math.min(count, lastAtOrBefore(offsets, bottom) + 1 + spare);
  return { from: Math.min(from, count), to: Math.max(from, to) };
}

function lastAtOrBefore(offsets: Float64Array, height: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= height) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
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
