/** Times and spans for people. Pure: `now` is always an argument, in milliseconds. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `420 ms`, `4.2 s`, `1 m 04 s`, `2 h 05 m`, `3 d 04 h`. */
export function formatSpan(ms: number): string {
  const span = Math.max(0, ms);
  if (span < SECOND) {
    return `${Math.round(span)} ms`;
  }
  if (span < 9950) {
    return `${(span / SECOND).toFixed(1)} s`;
  }
  return formatWholeSpan(span);
}

/** As formatSpan, but in whole seconds: a running clock must not flicker. */
export function formatWholeSpan(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / SECOND + (ms % SECOND >= 950 ? 0.05 : 0));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} m ${two(seconds % 60)} s`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return `${hours} h ${two(minutes % 60)} m`;
  }
  return `${Math.floor(hours / 24)} d ${two(hours % 24)} h`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** How long something took, or has been running; nothing when it never began. */
export function spanOf(
  it: { startedAt: string | null; completedAt: string | null },
  now: number,
): string | undefined {
  if (it.startedAt === null) {
    return undefined;
  }
  const from = Date.parse(it.startedAt);
  return it.completedAt === null
    ? formatWholeSpan(now - from)
    : formatSpan(Date.parse(it.completedAt) - from);
}

/** `just now`, `5 min ago`, `3 h ago`, `2 days ago`, then a date. A clock that runs ahead means `just now`. */
export function formatAgo(iso: string, now: number): string {
  const ago = now - Date.parse(iso);
  if (ago < 45 * SECOND) {
    return 'just now';
  }
  if (ago < 60 * MINUTE) {
    return `${Math.max(1, Math.round(ago / MINUTE))} min ago`;
  }
  if (ago < DAY) {
    return `${Math.round(ago / HOUR)} h ago`;
  }
  const days = Math.round(ago / DAY);
  if (days < 14) {
    return days === 1 ? 'yesterday' : `${days} days ago`;
  }
  return new Date(iso).toLocaleDateString('en', { year: 'numeric', month: 'short', day: 'numeric' });
}

/** In full, in the reader's zone, for tooltips. */
export function formatMoment(iso: string): string {
  return new Date(iso).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'long' });
}

/** The clock time of a log line, to the millisecond, in the reader's zone. */
export function formatClock(iso: string): string {
  const at = new Date(iso);
  const ms = String(at.getMilliseconds()).padStart(3, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${ms}`;
}

/** A time of AWS, in seconds since 1970, as the other times are written. */
export function moment(seconds: number): string {
  return new Date(seconds * SECOND).toISOString();
}

/** As `spanOf`, between times in seconds since 1970. */
export function spanBetween(from: number, to: number | undefined, now: number): string {
  return to === undefined ? formatWholeSpan(now - from * SECOND) : formatSpan((to - from) * SECOND);
}
