/** What the platform says of itself, asked once by the page's frame for all that is in it. */
import { getContext, setContext } from 'svelte';
import type { Health } from '../contract/types';
import { live, type Live } from './live.svelte';
import { api } from './session.svelte';

const KEY = Symbol('health');

export function provideHealth(): Live<Health> {
  const health = live(
    () => 'health',
    () => api.health(),
    () => 'never',
  );
  return setContext(KEY, health);
}

export function useHealth(): Live<Health> {
  return getContext<Live<Health>>(KEY);
}
