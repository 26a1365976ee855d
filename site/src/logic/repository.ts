/** `owner/name` from an address, as a forge would call it: its last two segments. */
export function repositoryName(url: string): string | undefined {
  const path = url
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .replace(/^[^/:@]+@[^/:]+:/, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '');
  const [name, owner] = path.split(/[/\\]/).filter(Boolean).reverse();
  return owner === undefined || name === undefined ? undefined : `${owner}/${name}`;
}

export type Inputs =
  | { readonly kind: 'right'; readonly inputs: Record<string, string> }
  | { readonly kind: 'wrong'; readonly why: string };

/** `name=value` lines; the value is everything after the first `=`. Blank lines do not count. */
export function parseInputs(text: string): Inputs {
  const inputs: [string, string][] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      continue;
    }
    const at = line.indexOf('=');
    if (at < 1) {
      return { kind: 'wrong', why: `“${line.trim()}” is not name=value` };
    }
    inputs.push([line.slice(0, at).trim(), line.slice(at + 1)]);
  }
  return { kind: 'right', inputs: Object.fromEntries(inputs) };
}
