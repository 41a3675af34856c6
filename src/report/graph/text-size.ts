/** Widths of characters in parts of the font's size, for the widest of the fonts that the picture may be shown in. */
const narrow = /[iljtfI.,:;|'!()[\] ]/;
const wide = /[mwMW×+%—]/;
const capital = /[A-Z0-9]/;

/** Pixels that a text takes at most. */
export function textSize(text: string, size: number): number {
  let width = 0;
  for (const character of text)
    width += narrow.test(character)
      ? 0.39
      : wide.test(character)
        ? 0.9
        : capital.test(character)
          ? 0.67
          : 0.62;
  return Math.ceil(width * size);
}
