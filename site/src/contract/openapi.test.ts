import { readFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';

test('the committed types are those of docs/openapi.yaml (else: npm run contract)', async () => {
  const fresh = astToString(
    await openapiTS(new URL('../../../docs/openapi.yaml', import.meta.url), { defaultNonNullable: false }),
  );
  const committed = await readFile(new URL('./openapi.ts', import.meta.url), 'utf8');
  expect(withoutBanner(committed)).toBe(withoutBanner(fresh));
});

function withoutBanner(source: string): string {
  return source.replace(/^\/\*\*[\s\S]*?\*\/\s*/, '').trim();
}
