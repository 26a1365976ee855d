/** What the API writes (`events/status`, made and checked by its own tests) is what the site's types say. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const documents = new URL('../../../events/status/', import.meta.url);
const here = fileURLToPath(new URL('.', import.meta.url));

const types: Record<string, string> = {
  cost: 'Cost',
  'dead-letters': 'DeadLetters',
  deliveries: 'DeliveryPage',
  health: 'Health',
  job: 'Job',
  'job-running': 'Job',
  'job-waiting': 'Job',
  log: 'LogPage',
  plan: 'Plan',
  'plan-of-none': 'Plan',
  problem: 'Problem',
  redriven: '{ moved: number }',
  repositories: 'Repositories',
  run: 'Run',
  'run-over': 'Run',
  runs: 'RunPage',
  workflow: 'Workflow',
  workflows: 'Workflows',
};

/** The compiler's opinion of documents as values of their types: missing, wrong and unknown members. */
function faults(values: Record<string, { type: string; json: string }>): string[] {
  const path = `${here}documents.ts`;
  const source = [
    `import type * as contract from './types';`,
    ...Object.entries(values).map(([name, { type, json }], index) => {
      const named = /^\w+$/.test(type) ? `contract.${type}` : type;
      return `// ${name}\nexport const document${index}: ${named} = ${json};`;
    }),
  ].join('\n');
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const onDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version, ...rest) =>
    file === path ? ts.createSourceFile(file, source, version) : onDisk(file, version, ...rest);
  const program = ts.createProgram([path], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ start = 0, messageText }) => {
    const before = source.slice(0, start).match(/^\/\/ .*$/gm) ?? [];
    return `${before.at(-1)?.slice(3) ?? path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

test('every document has a type, and fits it', () => {
  const names = readdirSync(documents).map((file) => file.replace(/\.json$/, ''));
  expect(names.sort()).toEqual(Object.keys(types).sort());
  const values = Object.entries(types).map(([name, type]) => [
    name,
    { type, json: readFileSync(new URL(`${name}.json`, documents), 'utf8') },
  ]);
  expect(faults(Object.fromEntries(values) as never)).toEqual([]);
});

test('a document that does not fit is named, with what is wrong', () => {
  expect(
    faults({
      lacks: { type: 'Health', json: '{"status": "ready"}' },
      unknown: { type: 'Health', json: '{"status": "ready", "version": "1", "colour": "red"}' },
      wrong: { type: 'Health', json: '{"status": "fine", "version": "1"}' },
    }),
  ).toEqual([
    expect.stringMatching(/^lacks: .*'version' is missing/),
    expect.stringMatching(/^unknown: .*colour.* does not exist/),
    expect.stringMatching(/^wrong: .*"fine".*"ready"/),
  ]);
});
