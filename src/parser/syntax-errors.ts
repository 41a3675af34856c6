import type { IRecognitionException, IToken } from 'chevrotain';
import { incomplete, unexpected } from '../diagnostics/catalogue/syntax.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Span } from '../source/span.ts';
import { span, spanText } from '../source/span.ts';

/** Longer texts are cut in messages. */
const longestQuote = 30;

/**
 * One diagnostic for an error of the grammar. Where nothing was written (the end of an item, a bracket put in by
 * the layout) it points at what stands before and says what should follow.
 */
export function syntaxError(file: SourceFile, error: IRecognitionException): Diagnostic {
  const { token, message: expected } = error;
  const previous = 'previousToken' in error ? previousOf(error.previousToken) : undefined;
  const before = previous === undefined ? undefined : tokenSpan(file, previous);
  const after = before === undefined ? '' : quote(spanText(before));
  const place = tokenSpan(file, token);
  if (place.start === place.end) {
    if (before !== undefined && after !== '') return incomplete(before, { expected, after });
    return unexpected(place, { expected, found: 'end' });
  }
  return unexpected(place, {
    expected,
    found: `\`${quote(spanText(place))}\``,
    ...(after !== '' && { after }),
  });
}

/** Where a token stands; the end of the file has no offsets. */
function tokenSpan(file: SourceFile, { startOffset, endOffset }: IToken): Span {
  if (Number.isNaN(startOffset)) return span(file, file.text.length, file.text.length);
  return span(file, startOffset, (endOffset ?? startOffset - 1) + 1);
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
