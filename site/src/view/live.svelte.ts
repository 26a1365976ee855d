/** Documents that stay current while a component is on the page. */
import { untrack } from 'svelte';
import type { Load } from '../logic/api';
import { Poller, type Attention, type Trouble } from '../logic/poll';
import { session } from './session.svelte';

const tab: Attention = {
  isVisible: () => document.visibilityState === 'visible',
  onChange: (listener) => {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};

export class Live<T> {
  data = $state.raw<T>();
  trouble = $state.raw<Trouble>();
  /** Waiting for the first answer since the question changed. */
  isStale = $state(true);
  refresh: () => void = () => {};
}

/**
 * Follows what `question` names, as long as it names something; a new question starts anew, and the old
 * answer stays until the new one is there.
 */
export function live<T>(
  question: () => string | undefined,
  load: () => Load<T>,
  pace: (data: T) => number | 'never',
  onData?: (data: T) => void,
): Live<T> {
  const state = new Live<T>();
  $effect(() => {
    if (question() === undefined) {
      return;
    }
    state.isStale = true;
    const poller = untrack(() => follow(state, load(), pace, onData));
    state.refresh = () => poller.refresh();
    poller.start();
    return () => poller.stop();
  });
  return state;
}

function follow<T>(
  state: Live<T>,
  load: Load<T>,
  pace: (data: T) => number | 'never',
  onData: ((data: T) => void) | undefined,
): Poller<T> {
  return new Poller<T>(
    {
      load,
      pace,
      onData: (data) => {
        state.data = data;
        state.isStale = false;
        onData?.(data);
      },
      onTrouble: (trouble) => {
        state.trouble = trouble;
        if (trouble?.kind === 'unauthorized') {
          session.isRefused = true;
        }
      },
    },
    tab,
  );
}
