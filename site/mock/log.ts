/** Made-up steps and logs: colours, groups, annotations, long lines, and one log of 100,000 lines. */
import type { JobSummary, LogEvent, LogPage, Step } from '../src/contract/types';
import { ago } from './data.ts';

const stepNames = [
  'Set up job',
  'Check out the sources',
  'Install dependencies',
  'Run the tests',
  'Upload the report',
  'Complete job',
];

export function stepsOf(of: JobSummary): Step[] {
  if (of.status !== 'completed') {
    return [];
  }
  const failed = of.conclusion === 'failure';
  return stepNames.map((name, number) => {
    const conclusion = failed && number === 3 ? 'failure' : failed && number === 4 ? 'skipped' : 'success';
    const at = Date.parse(of.startedAt ?? ago(0)) + number * 1500;
    return {
      number,
      name,
      status: 'completed',
      conclusion,
      outcome: conclusion,
      startedAt: new Date(at).toISOString(),
      completedAt: new Date(at + 1400).toISOString(),
    };
  });
}

const ESC = '\u001b[';
const testLines = [
  '##[group]Environment',
  'JAVA_HOME=/opt/java/25',
  'LANG=C.UTF-8',
  '##[endgroup]',
  `${ESC}1m${ESC}32mPASS${ESC}0m  tide/TableTest ${ESC}2m(24 tests, 0.41 s)${ESC}0m`,
  `${ESC}1m${ESC}32mPASS${ESC}0m  crane/LiftTest ${ESC}2m(61 tests, 1.92 s)${ESC}0m`,
  `${ESC}30;43m WARN ${ESC}0m ${ESC}33m2 tests were slow${ESC}0m: ${ESC}4mcrane/LiftTest${ESC}24m, ${ESC}3mbuoy/BellTest${ESC}23m`,
  `256: ${[196, 202, 226, 46, 51, 21, 201].map((n) => `${ESC}38;5;${n}m■■`).join('')}${ESC}0m truecolor: ${ESC}38;2;255;120;40msunset${ESC}0m ${ESC}48;2;20;60;90m${ESC}38;2;255;255;255m deep water ${ESC}0m`,
  '##[warning]src/tide/Table.java:88: deprecated method daysOf(int) is used here',
  `${ESC}7minverse${ESC}27m ${ESC}9mstruck${ESC}29m ${ESC}91mbright red${ESC}39m ${ESC}95mbright magenta${ESC}0m ${ESC}44m blue ground ${ESC}0m`,
  'A very long line that has to break somewhere: ' + 'the quick brown fox jumps over the lazy dog '.repeat(9),
  '##[notice]Coverage is 91.4 %, 0.3 points more than on main',
];

export function logOf(of: JobSummary, after: string | null): LogPage {
  const finished = of.status === 'completed';
  const from = Number(after ?? 0);
  const upTo = finished
    ? Number.MAX_SAFE_INTEGER
    : Math.floor((Date.now() - Date.parse(of.startedAt ?? ago(0))) / 400);
  const all = eventsOf(of, finished ? 100_000 : 2_000);
  const events = all.slice(from, Math.min(from + 20_000, upTo));
  const next = from + events.length;
  return { events, nextToken: String(next), done: finished && next >= all.length };
}

const cache = new Map<string, LogEvent[]>();

function eventsOf(of: JobSummary, most: number): LogEvent[] {
  const known = cache.get(of.key + of.status);
  if (known !== undefined) {
    return known;
  }
  const failed = of.conclusion === 'failure';
  const events: LogEvent[] = [];
  let at = Date.parse(of.startedAt ?? ago(0));
  const add = (s: number, event: Omit<LogEvent, 't' | 's'>): void => {
    at += 13;
    events.push({ t: new Date(at).toISOString(), s, ...event });
  };
  stepNames.forEach((name, s) => {
    if (failed && s === 4) {
      return;
    }
    add(s, { e: 'start', name });
    if (s === 1) {
      add(s, { m: '[command]git fetch --depth 1 origin 4f1c9a7be20d53c81a6fe7d0429b385516ac7e90' });
      add(s, { m: 'HEAD is now at 4f1c9a7 Fix the tide table for leap years' });
    } else if (s === 2) {
      add(s, { m: '##[group]Resolve 214 packages' });
      for (let i = 0; i < 214; i++) add(s, { m: `resolved harbour-part-${i}@1.${i % 9}.0` });
      add(s, { m: '##[endgroup]' });
      add(s, { m: `added 214 packages in ${ESC}32m3.1 s${ESC}0m` });
    } else if (s === 3) {
      testLines.forEach((m) => add(s, { m }));
      const noise = of.key === 'integration' || of.status !== 'completed' ? most : 20;
      for (let i = 0; i < noise; i++)
        add(s, { m: `test ${i}: ${ESC}32mok${ESC}0m ${ESC}2m${(i * 7) % 40} ms${ESC}0m` });
      if (failed) {
        add(s, { m: `${ESC}31m${ESC}1mFAIL${ESC}0m  tide/LeapYearTest: expected <29> but was <28>` });
        add(s, { m: '##[error]src/tide/LeapYear.java:42: February 2028 has 29 days' });
        add(s, { m: '##[error]Process completed with exit code 1.' });
      }
    } else {
      add(s, { m: `${name}: nothing to worry about` });
    }
    const conclusion = failed && s === 3 ? 'failure' : 'success';
    add(s, { e: 'end', outcome: conclusion, conclusion });
  });
  cache.set(of.key + of.status, events);
  return events;
}
