/** What moves a terminal's cursor, changes its colours, or turns the direction of text round. */
const unprintable = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu;

/** Text that shows what it holds and does nothing: names from a stranger's file may end up in it. */
export function printable(text: string): string {
  return text.replaceAll(
    unprintable,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}}`,
  );
}

export const isPrintable = (text: string): boolean => printable(text) === text;
