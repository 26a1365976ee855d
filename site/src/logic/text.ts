/** Text that others wrote: commit titles, branch and job names, log lines. It is shown, never obeyed. */

// Controls but tab and line feed, and the characters that turn the writing direction of what follows.
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/** Characters that could make text look like other text, by their names: `[U+202E]`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, nameOf);
}

/** As `visible`, but terminal sequences stay as they are, for those who read them. */
export function withoutTurns(text: string): string {
  return text.replace(TURNS, nameOf);
}

function nameOf(character: string): string {
  return `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

// Marks that stand on the character before them, joiners and other marks without width.
const NARROW = /[\p{Mn}\p{Me}\p{Cf}]/u;
// What terminals and monospaced fonts draw twice as wide.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const TAB = 8;

/** How many columns of a monospaced font a line takes. */
export function columnsOf(text: string): number {
  // eslint-disable-next-line no-control-regex
  if (!/[^\u0020-\u007e]/.test(text)) {
    return text.length;
  }
  let columns = 0;
  for (const character of text) {
    if (character === '\t') {
      columns += TAB - (columns % TAB);
    } else if (!NARROW.test(character)) {
      columns += WIDE.test(character) ? 2 : 1;
    }
  }
  return columns;
}
