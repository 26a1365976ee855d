/** Who asks: the token lives as long as the tab, and goes nowhere but into the Authorization header. */
import { Api } from '../logic/api';
import { Console } from '../logic/console';
import { Http, type Settings } from '../logic/http';

const KEY = 'slipway.token';

class Session {
  token = $state<string | undefined>(sessionStorage.getItem(KEY) ?? undefined);
  /** The API refused what we have. */
  isRefused = $state(false);
  /** Rises with each token, so that everything asks again. */
  generation = $state(0);

  enter(token: string): void {
    sessionStorage.setItem(KEY, token);
    this.token = token;
    this.isRefused = false;
    this.generation++;
  }

  leave(): void {
    sessionStorage.removeItem(KEY);
    this.token = undefined;
    this.generation++;
  }
}

export const session = new Session();

const settings: Settings = { fetch: (input, init) => fetch(input, init), token: () => session.token };

export const api = new Api(new Http('/api/v1', settings));

export const states = new Console(new Http('/console/v1', settings));
