import { expect, test } from 'vitest';
import { parseInputs, repositoryName } from './repository';

test.each([
  ['https://github.com/owner/name.git', 'owner/name'],
  ['https://github.com/owner/name/', 'owner/name'],
  ['ssh://git@example.com:22/owner/name.git', 'owner/name'],
  ['git@github.com:owner/name.git', 'owner/name'],
  ['/srv/git/owner/name', 'owner/name'],
  ['C:\\git\\owner\\name', 'owner/name'],
  ['https://example.com/a/b/c.GIT?x=1#y', 'b/c'],
  ['name', undefined],
  ['', undefined],
])('%s is called %s', (url, name) => {
  expect(repositoryName(url)).toBe(name);
});

test('inputs are name=value lines, the value whole', () => {
  expect(parseInputs('a=1\n\n b = x=y ')).toEqual({ kind: 'right', inputs: { a: '1', b: ' x=y ' } });
  expect(parseInputs('')).toEqual({ kind: 'right', inputs: {} });
});

test('a line that is no input is named', () => {
  expect(parseInputs('a=1\nnonsense')).toEqual({ kind: 'wrong', why: '“nonsense” is not name=value' });
  expect(parseInputs('=1').kind).toBe('wrong');
});

test('an input may be called as every object has a member', () => {
  expect(parseInputs('__proto__=x\nconstructor=y')).toEqual({
    kind: 'right',
    inputs: Object.fromEntries([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]),
  });
});
