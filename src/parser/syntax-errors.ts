import type { IRecognitionException, IToken } from 'chevrotain';
import { incomplete, unexpected } from '../diagnostics/catalogue/syntax.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import { span } from '../source/span.ts';

/** Longer texts are cut in messages. */
const longestQuote = 30;

/**
 * One diagnostic for an error of the grammar. Where nothing was written (the end of an item, a bracket put in by
 * the layout) it points at what stands before and says what should follow.
 */
export function syntaxError(file: SourceFile, error: IRecognitionException): Diagnostic {
  const { token, message: expected } = error;
  const previous: IToken | undefined = 'previousToken' in error ? previousOf(error.previousToken) : undefined;
  const after = previous === undefined || previous.image === '' ? undefined : quote(previous.image);
  if (token.image === '' || Number.isNaN(token.startOffset)) {
    const start =
      previous === undefined ? Math.min(token.startOffset || 0, file.text.length) : previous.startOffset;
    const place = span(file, start, start + (previous?.image.length ?? 0));
    if (after === undefined) return unexpected(place, { expected, found: 'end' });
    return incomplete(place, { expected, after });
  }
  const place = span(file, token.startOffset, token.startOffset + token.image.length);
  return unexpected(place, {
    expected,
    found: `\`${quote(token.image)}\``,
    ...(after !== undefined && { after }),
  });
}

function previousOf(value: unknown): IToken | undefined {
  return isToken(value) ? value : undefined;
}

function isToken(value: unknown): value is IToken {
  return typeof value === 'object' && value !== null && 'image' in value && 'startOffset' in value;
}

function quote(text: string): string {
  return text.length <= longestQuote ? text : `${text.slice(0, longestQuote)}…`;
}
