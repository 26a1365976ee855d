import { describe, expect, test } from 'vitest';
import { extendLines, formatLines, parseLines } from './lines';
import { queryOf } from './query';
import { hrefOf, parseScreen, withFilter, type Screen } from './url';

const at = (href: string): Screen => parseScreen(new URL(href, 'https://slipway.example'));

const addresses: [string, Screen][] = [
  ['/', { page: 'runs', filter: {} }],
  [
    '/?repository=a/b&branch=x%20y&workflow=ci.yml&event=push&status=failure&token=t',
    {
      page: 'runs',
      filter: { repository: 'a/b', branch: 'x y', workflow: 'ci.yml', event: 'push', status: 'failure' },
      token: 't',
    },
  ],
  ['/runs/1', { page: 'run', run: '1' }],
  ['/runs/1?ask=cancel&open=test.lint', { page: 'run', run: '1', ask: 'cancel', open: ['test', 'lint'] }],
  ['/runs/1/jobs/test.3', { page: 'job', run: '1', job: 'test.3' }],
  [
    '/runs/1/jobs/test.3?attempt=2&q=a%2Bb&hit=4&ts=1&follow=1&open=1.2&shut=3&groups=3:1.3:40#step:2:15-20',
    {
      page: 'job',
      run: '1',
      job: 'test.3',
      attempt: 2,
      query: 'a+b',
      hit: 4,
      timestamps: true,
      follow: true,
      open: [1, 2],
      shut: [3],
      groups: ['3:1', '3:40'],
      lines: { step: 2, from: 15, to: 20 },
    },
  ],
  [
    '/deliveries?repository=a/b&status=dead&token=t',
    { page: 'deliveries', repository: 'a/b', status: 'dead', token: 't' },
  ],
  ['/repositories?connect=1', { page: 'repositories', connect: true }],
  ['/repositories?dispatch=a/b', { page: 'repositories', dispatch: 'a/b' }],
  ['/repositories?disconnect=a/b', { page: 'repositories', disconnect: 'a/b' }],
  ['/repositories/a/b/workflows', { page: 'workflows', repository: 'a/b' }],
  [
    '/repositories/a/b/workflows/ci.yml?ref=v1&event=push',
    { page: 'workflow', repository: 'a/b', file: 'ci.yml', ref: 'v1', event: 'push' },
  ],
  ['/machines?token=t', { page: 'machines', token: 't' }],
  [
    '/machines/arn:aws:states:us-east-1:1:stateMachine:tide?status=FAILED&token=t&definition=1',
    {
      page: 'machine',
      machine: 'arn:aws:states:us-east-1:1:stateMachine:tide',
      status: 'FAILED',
      token: 't',
      definition: true,
    },
  ],
  [
    '/executions/arn:aws:states:us-east-1:1:execution:tide%2Feach:one?state=Any%20cargo%3F&visit=2&events=3',
    {
      page: 'execution',
      execution: 'arn:aws:states:us-east-1:1:execution:tide/each:one',
      state: 'Any cargo?',
      visit: 2,
      events: 3,
    },
  ],
  [
    '/map-runs/arn:aws:states:us-east-1:1:mapRun:tide%2Feach:one?status=FAILED&token=t',
    {
      page: 'map-run',
      mapRun: 'arn:aws:states:us-east-1:1:mapRun:tide/each:one',
      status: 'FAILED',
      token: 't',
    },
  ],
  ['/keys', { page: 'keys' }],
];

describe('an address and its screen are the same', () => {
  test.each(addresses)('%s', (href, screen) => {
    expect(at(href)).toEqual(screen);
    expect(hrefOf(screen)).toBe(href);
  });
});

test('what a screen does not know is left out', () => {
  expect(at('/?status=great&page=7&token=')).toEqual({ page: 'runs', filter: {} });
  expect(at('/runs/1/jobs/a?attempt=0&hit=x&open=a.b&groups=1:2:3#line-7')).toEqual({
    page: 'job',
    run: '1',
    job: 'a',
  });
  expect(at('/runs/1?ask=delete&open=a/b')).toEqual({ page: 'run', run: '1' });
});

test.each(['/nowhere', '/runs', '/runs/1/jobs', '/runs/1/jobs/a/b', '/deliveries/1', '/%E0%A4%A'])(
  '%s is no page',
  (path) => {
    expect(at(path)).toEqual({ page: 'missing', path });
    expect(hrefOf(at(path))).toBe(path);
  },
);

test('names with characters of their own stay one segment', () => {
  const screen: Screen = { page: 'job', run: '1', job: 'a/b?c#d' };
  expect(at(hrefOf(screen))).toEqual(screen);
});

test('lines: one, a range, and a range the wrong way round', () => {
  expect(parseLines('#step:2:15')).toEqual({ step: 2, from: 15, to: 15 });
  expect(parseLines('#step:2:20-15')).toEqual({ step: 2, from: 15, to: 20 });
  expect(parseLines('#step:2')).toBeUndefined();
  expect(formatLines({ step: 2, from: 15, to: 15 })).toBe('#step:2:15');
});

test('a range grows from its first line, in its step', () => {
  expect(extendLines(undefined, 2, 5)).toEqual({ step: 2, from: 5, to: 5 });
  expect(extendLines({ step: 2, from: 5, to: 5 }, 2, 9)).toEqual({ step: 2, from: 5, to: 9 });
  expect(extendLines({ step: 2, from: 5, to: 9 }, 2, 1)).toEqual({ step: 2, from: 1, to: 5 });
  expect(extendLines({ step: 2, from: 5, to: 9 }, 3, 1)).toEqual({ step: 3, from: 1, to: 1 });
});

test('a filter changes by what is said, and nothing is no filter', () => {
  expect(withFilter({ branch: 'main', event: 'push' }, { branch: '', status: 'failure' })).toEqual({
    event: 'push',
    status: 'failure',
  });
  expect(withFilter({ branch: 'main' }, { branch: undefined })).toEqual({});
});

test('a query is what is there', () => {
  expect(queryOf({ a: 'x/y:z&', b: undefined, c: '' })).toBe('?a=x/y:z%26');
  expect(queryOf({})).toBe('');
});
