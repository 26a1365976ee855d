/** Queries of addresses: read with what is wrong left out, written in one way only. */

/** A query string of what is there, in the order given; `/` and `:` stay readable. */
export function queryOf(values: Record<string, string | undefined>): string {
  const pairs = Object.entries(values).flatMap(([key, value]) =>
    value === undefined || value === ''
      ? []
      : [`${key}=${encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':')}`],
  );
  return pairs.length === 0 ? '' : '?' + pairs.join('&');
}

export function mark(on: true | undefined): string | undefined {
  return on ? '1' : undefined;
}

export function flag<K extends string>(
  key: K,
  query: URLSearchParams,
  name: string = key,
): { [P in K]?: true } {
  return (query.get(name) === '1' ? { [key]: true } : {}) as { [P in K]?: true };
}

export function textOf<K extends string>(key: K, value: string | null): { [P in K]?: string } {
  return (value === null || value === '' ? {} : { [key]: value }) as { [P in K]?: string };
}

export function countOf<K extends string>(key: K, value: string | null): { [P in K]?: number } {
  const count = value === null ? undefined : wholeNumber(value);
  return (count === undefined || count < 1 ? {} : { [key]: count }) as { [P in K]?: number };
}

export function numbersOf<K extends string>(key: K, value: string | null): { [P in K]?: number[] } {
  const numbers = (value ?? '').split('.').flatMap((part) => wholeNumber(part) ?? []);
  return (numbers.length === 0 ? {} : { [key]: numbers }) as { [P in K]?: number[] };
}

export function listOf<K extends string>(
  key: K,
  value: string | null,
  allowed: RegExp,
): { [P in K]?: string[] } {
  const parts = (value ?? '').split('.').filter((part) => allowed.test(part));
  return (parts.length === 0 ? {} : { [key]: parts }) as { [P in K]?: string[] };
}

export function oneOf<K extends string, V extends string>(
  key: K,
  value: string | null,
  allowed: readonly V[],
): { [P in K]?: V } {
  return (value !== null && (allowed as readonly string[]).includes(value) ? { [key]: value } : {}) as {
    [P in K]?: V;
  };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
