import type { CstNode, IToken } from 'chevrotain';
import { joinSpans } from '../../source/span.ts';
import type { BinaryOperator, Expression } from '../ast.ts';
import type { Builder } from './builder.ts';
import { nodes, tokens } from './cst.ts';

/** How tightly operators bind: the larger the tighter; equals bind from the left. */
const tightness: Readonly<Record<BinaryOperator | '..', number>> = {
  or: 1,
  and: 2,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '..': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
};

const prefixTightness = { not: 3, '-': 8 } as const;

/** One step of a flat operation: operators before an operand, the operand, and the operator behind it. */
interface Link {
  readonly prefixes: readonly IToken[];
  readonly operand: Expression;
  readonly operator: IToken | undefined;
}

/** Makes the tree of a flat run of operands and operators, by precedence climbing. */
export function operation(
  builder: Builder,
  cst: CstNode,
  operandOf: (cst: CstNode) => Expression,
): Expression {
  const operators = tokens(cst, 'BinaryOperator');
  const links = nodes(cst, 'operand').map((operand, index) => ({
    prefixes: tokens(operand, 'prefix'),
    operand: operandOf(operand),
    operator: operators[index],
  }));
  return new Climber(builder, links).climb(0) ?? builder.missing(builder.nodeSpan(cst));
}

class Climber {
  private readonly builder: Builder;
  private readonly links: readonly Link[];
  private index = 0;
  /** How many prefixes of the current link are used up. */
  private prefix = 0;

  constructor(builder: Builder, links: readonly Link[]) {
    this.builder = builder;
    this.links = links;
  }

  /** Reads on while operators bind at least as tightly as `least`. */
  climb(least: number): Expression | undefined {
    let left = this.operand();
    for (;;) {
      const operator = this.links[this.index]?.operator;
      const symbol = operator && binaryOperator(operator.image);
      if (left === undefined || operator === undefined || symbol === undefined) return left;
      if (tightness[symbol] < least) return left;
      this.index++;
      this.prefix = 0;
      const right =
        this.climb(tightness[symbol] + 1) ?? this.builder.missing(this.builder.tokenSpan(operator));
      const place = joinSpans(left.span, right.span);
      left =
        symbol === '..'
          ? { kind: 'range', span: place, from: left, to: right }
          : {
              kind: 'binary',
              span: place,
              operator: symbol,
              operatorSpan: this.builder.tokenSpan(operator),
              left,
              right,
            };
    }
  }

  private operand(): Expression | undefined {
    const link = this.links[this.index];
    const prefix = link?.prefixes[this.prefix];
    if (prefix === undefined) return link?.operand;
    this.prefix++;
    const symbol = prefix.image === '-' ? '-' : 'not';
    const start = this.builder.tokenSpan(prefix);
    const operand = this.climb(prefixTightness[symbol]) ?? this.builder.missing(start);
    return { kind: 'unary', span: joinSpans(start, operand.span), operator: symbol, operand };
  }
}

function binaryOperator(text: string): BinaryOperator | '..' | undefined {
  return text === '**'
    ? '*'
    : Object.keys(tightness).find((key): key is BinaryOperator | '..' => key === text);
}
