import { expect, test } from 'vitest';
import { countWords, deliveryWords, isLive, lookOf, lookOfAll } from './status';
import { deliveryStatuses } from './url';

test('a look is the status, and once it is over the conclusion', () => {
  expect(lookOf({ status: 'queued', conclusion: null })).toBe('queued');
  expect(lookOf({ status: 'completed', conclusion: 'failure' })).toBe('failure');
  expect(lookOf({ status: 'completed', conclusion: null })).toBe('skipped');
});

test('of several looks the one that needs attention first wins', () => {
  expect(lookOfAll(['success', 'failure', 'in_progress'])).toBe('in_progress');
  expect(lookOfAll(['success', 'failure', 'skipped'])).toBe('failure');
  expect(lookOfAll(['skipped', 'success'])).toBe('success');
  expect(lookOfAll(['skipped'])).toBe('skipped');
  expect(lookOfAll([])).toBe('queued');
});

test('only what is completed is over', () => {
  expect(isLive({ status: 'waiting' })).toBe(true);
  expect(isLive({ status: 'completed' })).toBe(false);
});

test('every status of a delivery has a word of its own', () => {
  expect(new Set(deliveryStatuses.map((status) => deliveryWords[status].word)).size).toBe(6);
});

test('counts agree with their nouns', () => {
  expect(countWords(1, 'job', 'jobs')).toBe('1 job');
  expect(countWords(1200, 'job', 'jobs')).toBe('1,200 jobs');
});
