import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, Call } from './api.ts';

/** What answers below a prefix. */
export interface Answering {
  answer(call: Call): Answer;
}

/** One request below the prefix, answered as the platform does: ETags, 304, problem documents. */
export async function serve(
  api: Answering,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = api.answer({
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://mock'),
    authorization: request.headers.authorization,
    body: await bodyOf(request),
  });
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  response.statusCode = answer.status;
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('Content-Type', answer.status < 400 ? 'application/json' : 'application/problem+json');
  if (answer.status === 200) {
    const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`;
    response.setHeader('ETag', etag);
    if (request.headers['if-none-match'] === etag) {
      response.statusCode = 304;
      response.end();
      return;
    }
  }
  response.end(text);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
  }
  return text === '' ? undefined : JSON.parse(text);
}
