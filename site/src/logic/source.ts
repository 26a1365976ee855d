/** A file's lines with what is found in them. */
import type { Finding } from '../contract/types';

export interface SourceLine {
  readonly number: number;
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Findings of called files stand apart: they are in no line of this one. */
export interface Source {
  readonly lines: readonly SourceLine[];
  readonly elsewhere: readonly Finding[];
}

export function annotate(path: string, source: string, findings: readonly Finding[]): Source {
  const texts = source.split(/\r\n|\r|\n/);
  if (texts.length > 1 && texts.at(-1) === '') {
    texts.pop(); // what ends with a line break has no line behind it
  }
  const isHere = (finding: Finding): boolean => finding.file === path;
  // A file that ends too early is found behind its last line.
  const lineOf = (finding: Finding): number => Math.min(Math.max(finding.line, 1), texts.length);
  return {
    lines: texts.map((text, index) => ({
      number: index + 1,
      text,
      findings: findings.filter((finding) => isHere(finding) && lineOf(finding) === index + 1),
    })),
    elsewhere: findings.filter((finding) => !isHere(finding)),
  };
}
