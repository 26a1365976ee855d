/** Which lines of a log an address marks. */

/** Lines of one step, counted from 1 as the step printed them. */
export interface LineRange {
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

/** `#step:2:15` or `#step:2:15-20`; a range the wrong way round is turned. */
export function parseLines(hash: string): LineRange | undefined {
  const match = /^#step:(\d{1,6}):(\d{1,9})(?:-(\d{1,9}))?$/.exec(hash);
  if (match === null) {
    return undefined;
  }
  const from = Number(match[2]);
  const to = match[3] === undefined ? from : Number(match[3]);
  return { step: Number(match[1]), from: Math.min(from, to), to: Math.max(from, to) };
}

/** From the first line of what was chosen to this one; a line of another step begins anew. */
export function extendLines(chosen: LineRange | undefined, step: number, line: number): LineRange {
  const from = chosen?.step === step ? chosen.from : line;
  return { step, from: Math.min(from, line), to: Math.max(from, line) };
}

export function formatLines(lines: LineRange): string {
  const to = lines.to === lines.from ? '' : `-${lines.to}`;
  return `#step:${lines.step}:${lines.from}${to}`;
}
