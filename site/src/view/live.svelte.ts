/** Documents that stay current while a component is on the page. */
import { untrack } from 'svelte';
import type { Load } from '../logic/http';
import { Poller, type Attention, type Known, type Trouble } from '../logic/poll';
import { session } from './session.svelte';

const tab: Attention = {
  isVisible: () => document.visibilityState === 'visible',
  onChange: (listener) => {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};

/** What was seen last, so that the way back shows it at once. It is asked again by its tag. */
const seen = new Map<string, Known<unknown>>();
const MOST_SEEN = 50;

export class Live<T> {
  data = $state.raw<T>();
  trouble = $state.raw<Trouble>();
  /** Waiting for the first answer since the question changed. */
  isStale = $state(true);
  refresh: () => void = () => {};
}

/**
 * Follows what `question` names, as long as it names something; a new question starts anew, and the old
 * answer stays until the new one is there. The same question means the same document wherever it is asked.
 */
export function live<T>(
  question: () => string | undefined,
  load: () => Load<T>,
  pace: (data: T) => number | 'never',
): Live<T> {
  return follow(question, load, pace, (key, known) => {
    seen.delete(key);
    seen.set(key, known);
    if (seen.size > MOST_SEEN) {
      seen.delete(seen.keys().next().value ?? '');
    }
  });
}

/** As `live`, for what comes in parts: each part is told once, and a new question begins at the first. */
export function feed<T>(
  question: () => string | undefined,
  load: () => Load<T>,
  pace: (data: T) => number | 'never',
  onPart: (part: T) => void,
): Live<T> {
  return follow(question, load, pace, (_, known) => onPart(known.data));
}

function follow<T>(
  question: () => string | undefined,
  load: () => Load<T>,
  pace: (data: T) => number | 'never',
  onData: (question: string, known: Known<T>) => void,
): Live<T> {
  const state = new Live<T>();
  // The same question in other words, as when the address changes elsewhere, is not asked anew.
  const key = $derived(question());
  $effect.pre(() => {
    if (key === undefined) {
      return;
    }
    const place = `${session.generation} ${key}`;
    const known = seen.get(place) as Known<T> | undefined;
    if (known !== undefined) {
      state.data = known.data;
    }
    state.isStale = known === undefined;
    const watch = {
      load: untrack(load),
      pace,
      onData: (fresh: Known<T>) => {
        state.data = fresh.data;
        state.isStale = false;
        onData(place, fresh);
      },
      onTrouble: (trouble: Trouble | undefined) => {
        state.trouble = trouble;
        if (trouble?.kind === 'unauthorized') {
          session.isRefused = true;
        }
      },
    };
    const poller = new Poller<T>(watch, tab, known);
    state.refresh = () => poller.refresh();
    poller.start();
    return () => poller.stop();
  });
  return state;
}
