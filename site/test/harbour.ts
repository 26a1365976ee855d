/** Each test has a platform of its own: the built site and the made-up API on one free port. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { MockApi } from '../mock/api.ts';
import { serve } from '../mock/http.ts';
import { MockConsole } from '../mock/states.ts';
import { harbour, type World } from '../mock/world.ts';

export { expect };

export interface Platform {
  readonly url: string;
  readonly api: MockApi;
  readonly world: World;
  /** Status and path of each API answer, as `200 /runs`. */
  readonly answers: string[];
}

const dist = new URL('../dist/', import.meta.url);
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The policy under which CloudFront serves the site; see `StatusSite` of `infra-cdk`. */
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Files as they are, every other path the page itself: `test.3` is a job, not a file. */
async function file(path: string, response: ServerResponse): Promise<void> {
  const name = /^\/(assets\/)?[^/]+\.[a-z][a-z0-9]*$/.test(path) ? path.slice(1) : 'index.html';
  response.setHeader('Content-Type', types[extname(name)] ?? 'application/octet-stream');
  response.setHeader('Content-Security-Policy', policy);
  try {
    response.end(await readFile(join(dist.pathname, name)));
  } catch {
    response.statusCode = 404;
    response.end();
  }
}

function open(api: MockApi, answers: string[]): Server {
  const doors = { '/api/v1': api, '/console/v1': new MockConsole(api.world.states) };
  return createServer((request, response) => {
    const path = request.url ?? '/';
    const door = Object.entries(doors).find(([prefix]) => path.startsWith(prefix + '/'));
    if (door === undefined) {
      void file(path.replace(/[?#].*/, ''), response);
      return;
    }
    const [prefix, answering] = door;
    request.url = path.slice(prefix.length);
    response.on('finish', () => answers.push(`${response.statusCode} ${request.url}`));
    void serve(answering, request, response);
  });
}

export const test = base.extend<{ platform: Platform; strict: void }>({
  platform: async ({}, use) => {
    const api = new MockApi(harbour());
    const answers: string[] = [];
    const server = open(api, answers);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await use({ url: `http://127.0.0.1:${port}`, api, world: api.world, answers });
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  },
  baseURL: async ({ platform }, use) => use(platform.url),
  /** No page may throw, break the content policy or log an error of its own. */
  strict: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          faults.push(message.text());
        }
      });
      await use();
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

/** The query and hash of where the page is. */
export function place(page: Page): string {
  const { pathname, search, hash } = new URL(page.url());
  return pathname + search + hash;
}
