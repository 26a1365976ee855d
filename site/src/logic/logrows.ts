/** Which rows of a log are on the page: steps that open and shut, groups that fold. */
import type { LogGroup, LogLine, Row, StepSection } from './logbook';
import type { JobScreen } from './url';

/** Steps that stand open or shut against their default, and groups that stand open. */
export interface Folding {
  readonly open: ReadonlySet<number>;
  readonly shut: ReadonlySet<number>;
  readonly groups: ReadonlySet<string>;
}

/** What the address says, and around lines that must be seen whatever hides them but a reader's own hand. */
export function foldingOf(
  screen: Pick<JobScreen, 'open' | 'shut' | 'groups'>,
  seen: readonly (LogLine | LogGroup | undefined)[],
): Folding {
  const lines = seen.filter((line) => line !== undefined);
  return {
    open: new Set([...(screen.open ?? []), ...lines.map((line) => line.step)]),
    shut: new Set(screen.shut),
    groups: new Set([...(screen.groups ?? []), ...lines.flatMap(groupsAround)]),
  };
}

/** The address after a step was opened or shut by hand. */
export function turnStep(screen: JobScreen, step: number, isOpenNow: boolean): JobScreen {
  const { open = [], shut = [], ...rest } = screen;
  const others = (list: readonly number[]): number[] => list.filter((number) => number !== step);
  const opened = isOpenNow ? others(open) : [...others(open), step];
  const shutNow = isOpenNow ? [...others(shut), step] : others(shut);
  return {
    ...rest,
    ...(opened.length > 0 ? { open: opened } : {}),
    ...(shutNow.length > 0 ? { shut: shutNow } : {}),
  };
}

/** The address after a group was opened or shut by hand. A line inside that was pointed at is let go. */
export function turnGroup(screen: JobScreen, group: LogGroup, isOpenNow: boolean): JobScreen {
  const { groups = [], hit, lines, ...rest } = screen;
  const key = groupKey(group);
  const others = groups.filter((one) => one !== key);
  const next = isOpenNow ? others : [...others, key];
  const kept = {
    ...(hit === undefined ? {} : { hit }),
    ...(lines === undefined ? {} : { lines }),
  };
  return { ...rest, ...(isOpenNow ? {} : kept), ...(next.length > 0 ? { groups: next } : {}) };
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
