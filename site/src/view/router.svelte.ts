/** Where the reader is. The address is the state: screens are read from it and written to it. */
import { hrefOf, parseScreen, type Screen } from '../logic/url';

class Router {
  screen = $state.raw<Screen>(parseScreen(location));

  constructor() {
    addEventListener('popstate', () => (this.screen = parseScreen(location)));
    addEventListener('click', (event) => this.follow(event));
  }

  /** To another screen, with a way back. */
  go(screen: Screen): void {
    history.pushState(null, '', hrefOf(screen));
    this.screen = screen;
  }

  /** The same screen in another state, without a step to go back. */
  adjust(screen: Screen): void {
    history.replaceState(null, '', hrefOf(screen));
    this.screen = screen;
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
    this.go(parseScreen(new URL(href, location.origin)));
    scrollTo(0, 0);
  }
}

export const router = new Router();
