import type { Plugin } from 'vite';
import { MockApi, type Mood } from './api.ts';
import { serve } from './http.ts';
import { MockConsole } from './states.ts';
import { emptyHarbour, harbour } from './world.ts';

/** Answers `/api/v1` and `/console/v1` of the development server with made-up documents. Never part of a build. */
export function mockApi(): Plugin {
  const mode = process.env['MOCK'] ?? 'well';
  const api = new MockApi(mode === 'empty' ? emptyHarbour() : harbour());
  if (mode === 'down' || mode === 'locked') {
    api.mood = mode satisfies Mood;
  }
  return {
    name: 'slipway-mock-api',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use('/api/v1', (request, response) => void serve(api, request, response));
      const console = new MockConsole(api.world.states);
      server.middlewares.use('/console/v1', (request, response) => void serve(console, request, response));
    },
  };
}
