import type { Plugin } from 'vite';
import { MockApi } from './api.ts';

/** Answers `/api/v1` of the development server with made-up documents. Never part of a build. */
export function mockApi(): Plugin {
  const api = new MockApi();
  return {
    name: 'slipway-mock-api',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use('/api/v1', (request, response) => {
        const url = new URL(request.url ?? '/', 'http://mock');
        const answer = api.answer(request.method ?? 'GET', url, request.headers.authorization);
        const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
        const etag = `"${hash(body)}"`;
        response.setHeader('Cache-Control', 'no-cache');
        if (answer.status === 200) {
          response.setHeader('ETag', etag);
          if (request.headers['if-none-match'] === etag) {
            response.statusCode = 304;
            response.end();
            return;
          }
        }
        response.statusCode = answer.status;
        response.setHeader(
          'Content-Type',
          answer.status < 400 ? 'application/json' : 'application/problem+json',
        );
        response.end(body);
      });
    },
  };
}

function hash(text: string): string {
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    value = (value * 31 + text.charCodeAt(i)) | 0;
  }
  return (value >>> 0).toString(16);
}
