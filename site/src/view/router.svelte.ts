/** Where the reader is. The address is the state: screens are read from it and written to it. */
import { tick } from 'svelte';
import { hrefOf, parseScreen, type Screen } from '../logic/url';

/** What the browser's history keeps of an entry besides its address. */
interface Entry {
  readonly y?: number;
}

class Router {
  screen = $state.raw<Screen>(parseScreen(location));

  constructor() {
    addEventListener('popstate', () => this.back());
    addEventListener('click', (event) => this.follow(event));
    addEventListener('scrollend', () => this.remember());
    // A page that is opened anew is the browser's to scroll.
    addEventListener('pagehide', () => (history.scrollRestoration = 'auto'));
  }

  /** To another screen, with a way back. */
  go(screen: Screen): void {
    this.remember();
    history.scrollRestoration = 'manual';
    history.pushState(null, '', hrefOf(screen));
    this.screen = screen;
  }

  /** The same screen in another state, without a step to go back. */
  adjust(screen: Screen): void {
    history.replaceState(history.state, '', hrefOf(screen));
    this.screen = screen;
  }

  private remember(): void {
    history.replaceState({ y: scrollY } satisfies Entry, '', location.href);
  }

  private back(): void {
    const { y = 0 } = (history.state ?? {}) as Entry;
    this.screen = parseScreen(location);
    void tick().then(() => scrollTo(0, y));
  }

  /** Links inside the site change the screen; all others, and those opened elsewhere, are the browser's. */
  private follow(event: MouseEvent): void {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    ) {
      return;
    }
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href');
    if (!link || !href?.startsWith('/') || href.startsWith('//') || link.hasAttribute('download')) {
      return;
    }
    event.preventDefault();
    const isSamePage = new URL(href, location.origin).pathname === location.pathname;
    this.go(parseScreen(new URL(href, location.origin)));
    if (!isSamePage) {
      scrollTo(0, 0);
    }
  }
}

export const router = new Router();
