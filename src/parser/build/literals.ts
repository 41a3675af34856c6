import type { IToken } from 'chevrotain';
import { badNumber, unknownEscape } from '../../diagnostics/catalogue/syntax.ts';
import { span } from '../../source/span.ts';
import type { NumberLiteral, SizeLiteral, StringLiteral } from '../ast.ts';
import type { Builder } from './builder.ts';

/** `64`, `2e-5`, `20%`, `40deg`. */
export function numberLiteral(builder: Builder, token: IToken): NumberLiteral {
  const place = builder.tokenSpan(token);
  const written = Math.min(Number.parseFloat(token.image), Number.MAX_VALUE);
  if (written === Number.MAX_VALUE) {
    builder.report(badNumber(place, { text: token.image, problem: 'too large' }));
  }
  const unit = token.image.endsWith('%') ? 'percent' : token.image.endsWith('deg') ? 'degrees' : 'none';
  return {
    kind: 'number',
    span: place,
    value: unit === 'percent' ? written / 100 : written,
    unit,
    integer: /^\d+$/.test(token.image),
  };
}

/** `150x200`. */
export function sizeLiteral(builder: Builder, token: IToken): SizeLiteral {
  const [height = 0, width = 0] = token.image.split('x').map(Number);
  return { kind: 'size', span: builder.tokenSpan(token), height, width };
}

const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', t: '\t', r: '\r' };

/** `"data/pets"`, with `\"`, `\\`, `\n`, `\t` and `\r` resolved. */
export function stringLiteral(builder: Builder, token: IToken): StringLiteral {
  const value = token.image.slice(1, -1).replace(/\\(.)/gsu, (escape, letter: string, offset: number) => {
    const meant = escapes[letter];
    if (meant !== undefined) return meant;
    const start = token.startOffset + 1 + offset;
    builder.report(unknownEscape(span(builder.file, start, start + escape.length), { escape }));
    return letter;
  });
  return { kind: 'string', span: builder.tokenSpan(token), value };
}
