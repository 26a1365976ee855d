/** Single keys that lead somewhere. Who speaks to their computer, or types by accident, can turn them off. */

const KEY = 'slipway.keys';

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true; // storage may be forbidden
  }
}

class Keys {
  areOn = $state(stored());

  turn(on: boolean): void {
    this.areOn = on;
    try {
      localStorage.setItem(KEY, on ? 'on' : 'off');
    } catch {
      // then it holds for this page
    }
  }

  /** What a key means here; nothing while somebody types, or holds another key. */
  meaning(event: KeyboardEvent): 'search' | 'next' | 'previous' | 'help' | undefined {
    const isTyping =
      event.target instanceof HTMLElement && event.target.matches('input, select, textarea, dialog *');
    if (!this.areOn || isTyping || event.metaKey || event.ctrlKey || event.altKey) {
      return undefined;
    }
    return ({ '/': 'search', j: 'next', k: 'previous', '?': 'help' } as const)[event.key];
  }
}

export const keys = new Keys();
