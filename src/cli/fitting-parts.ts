/** As many parts of a line as fit into a width, two blanks between them. Whole parts only: half a number would be another number. */
export function fittingParts(parts: readonly string[], width: number): string {
  let text = '';
  for (const part of parts) {
    const longer = text === '' ? part : `${text}  ${part}`;
    if (longer.length >= width && text !== '') break;
    text = longer;
  }
  return text;
}
