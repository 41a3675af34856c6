import type { CstNode, IToken } from 'chevrotain';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Span } from '../../source/span.ts';
import { isFirstOnLine, span } from '../../source/span.ts';
import type { Comment, Missing, Name } from '../ast.ts';

/** What every part of the building of a tree needs: the file, its comments, and a place for diagnostics. */
export class Builder {
  readonly file: SourceFile;
  readonly comments: readonly Comment[];
  readonly diagnostics: Diagnostic[] = [];

  constructor(file: SourceFile, comments: readonly Comment[]) {
    this.file = file;
    this.comments = comments;
  }

  report(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  tokenSpan(token: IToken): Span {
    return span(this.file, token.startOffset, (token.endOffset ?? token.startOffset) + 1);
  }

  /** Where a part of the concrete tree stands; a part that read nothing has no place and gets `otherwise`. */
  nodeSpan({ location }: CstNode, otherwise = 0): Span {
    const start = finite(location?.startOffset, otherwise);
    return span(this.file, start, Math.max(start, finite(location?.endOffset, start - 1) + 1));
  }

  name(token: IToken): Name {
    return { text: token.image, span: this.tokenSpan(token) };
  }

  /** The hole where a name was expected. */
  nameOrHole(token: IToken | undefined, place: Span): Name {
    return token === undefined ? { text: '', span: this.endOf(place) } : this.name(token);
  }

  /** The hole where an expression was expected. */
  missing(place: Span): Missing {
    return { kind: 'missing', span: this.endOf(place) };
  }

  private endOf({ end }: Span): Span {
    return span(this.file, end, end);
  }

  /** The `///` comments right before an offset, each on a line of its own. */
  docBefore(offset: number): string {
    let index = this.lastCommentBefore(offset);
    let start = offset;
    const lines: string[] = [];
    for (; index >= 0; index--) {
      const comment = this.comments[index];
      if (comment === undefined || this.file.text.slice(comment.span.end, start).trim() !== '') break;
      // Behind something else on its line it speaks of that.
      if (!isFirstOnLine(comment.span)) break;
      if (comment.doc) lines.unshift(comment.text);
      start = comment.span.start;
    }
    return lines.join('\n');
  }

  private lastCommentBefore(offset: number): number {
    let low = 0;
    let high = this.comments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.comments[middle]?.span.end ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function finite(value: number | undefined, otherwise: number): number {
  return value === undefined || Number.isNaN(value) ? otherwise : value;
}
