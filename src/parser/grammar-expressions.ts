import type { ParserMethod, CstNode, TokenType } from 'chevrotain';
import { CstParser } from './chevrotain.ts';
import { expectations } from './expectations.ts';
import * as t from './tokens.ts';

type Rule = ParserMethod<[], CstNode>;

/**
 * The half of the grammar that reads expressions. Operators are read flat; `build-operators.ts` knows how tightly
 * each binds.
 */
export class ExpressionGrammar extends CstParser {
  constructor() {
    super([...t.grammarTokens], {
      recoveryEnabled: true,
      maxLookahead: 1,
      nodeLocationTracking: 'onlyOffset',
      skipValidations: true,
      errorMessageProvider: expectations,
    });
  }

  // Mending single tokens is the layout's work: it knows what was meant.
  protected override canTokenTypeBeInsertedInRecovery(): boolean {
    return false;
  }

  protected override canTokenTypeBeDeletedInRecovery(): boolean {
    return false;
  }

  /** Repetitions do not skip tokens on their own: that would read on in the middle of a broken item. */
  protected readonly attemptInRepetitionRecovery = (): void => undefined;

  /** A rule that leaves its errors to the declaration or the item around it. */
  protected inner(name: string, read: () => void): Rule {
    return this.RULE(name, read, { resyncEnabled: false });
  }

  /** Whether a comma has another part behind it, not only the end of the list. */
  protected goesOn(end: TokenType): boolean {
    return this.LA(2).tokenType !== end;
  }

  /** `x -> f -> g`. */
  readonly expression = this.inner('expression', () => {
    this.SUBRULE(this.stage);
    this.MANY(() => {
      this.CONSUME(t.Arrow);
      this.SUBRULE2(this.stage);
    });
  });

  /** `conv(64, 3) as conv1`, `base except base.block5`. */
  readonly stage = this.inner('stage', () => {
    this.SUBRULE(this.operation);
    this.MANY(() => {
      this.CONSUME(t.Except);
      this.SUBRULE2(this.operation);
    });
    this.OPTION(() => {
      this.CONSUME(t.As);
      this.SUBRULE(this.nameTemplate);
    });
  });

  /** `a + b * c`. */
  readonly operation = this.inner('operation', () => {
    this.SUBRULE(this.operand);
    this.MANY(() => {
      this.CONSUME(t.BinaryOperator);
      this.SUBRULE2(this.operand);
    });
  });

  /** `not x.y(z)`. */
  readonly operand = this.inner('operand', () => {
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Not, { LABEL: 'prefix' }) },
        { ALT: () => this.CONSUME(t.Minus, { LABEL: 'prefix' }) },
      ]);
    });
    this.SUBRULE(this.primary);
    this.MANY2(() => {
      this.SUBRULE(this.postfix);
    });
  });

  /** What may follow a value: a call, a member, a choice of steps. */
  readonly postfix = this.inner('postfix', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.LeftParenthesis);
          this.OPTION(() => {
            this.SUBRULE(this.argument);
            this.MANY({
              GATE: () => this.goesOn(t.RightParenthesis),
              DEF: () => {
                this.CONSUME(t.Comma);
                this.SUBRULE2(this.argument);
              },
            });
            this.OPTION2(() => this.CONSUME2(t.Comma));
          });
          this.CONSUME(t.RightParenthesis);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Dot);
          this.OR2([
            { ALT: () => this.CONSUME(t.Identifier, { LABEL: 'member' }) },
            { ALT: () => this.CONSUME(t.PathPattern, { LABEL: 'member' }) },
          ]);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.IndexBracket);
          this.SUBRULE(this.list);
          this.CONSUME(t.RightBracket);
        },
      },
    ]);
  });

  /** `64`, `padding: same`. */
  readonly argument = this.inner('argument', () => {
    this.OPTION(() => {
      this.CONSUME(t.Key);
      this.CONSUME(t.Colon);
    });
    this.SUBRULE(this.expression);
  });

  /** What stands between brackets. */
  readonly list = this.inner('list', () => {
    this.OPTION(() => {
      this.SUBRULE(this.expression);
      this.MANY({
        GATE: () => this.goesOn(t.RightBracket),
        DEF: () => {
          this.CONSUME(t.Comma);
          this.SUBRULE2(this.expression);
        },
      });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
  });

  /** A value by itself. */
  readonly primary = this.inner('primary', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Identifier) },
      { ALT: () => this.CONSUME(t.NumberToken) },
      { ALT: () => this.CONSUME(t.Size) },
      { ALT: () => this.CONSUME(t.StringToken) },
      { ALT: () => this.CONSUME(t.True) },
      { ALT: () => this.CONSUME(t.False) },
      { ALT: () => this.CONSUME(t.None) },
      { ALT: () => this.CONSUME(t.Wildcard) },
      {
        ALT: () => {
          this.CONSUME(t.LeftParenthesis);
          this.SUBRULE(this.expression);
          this.CONSUME(t.RightParenthesis);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.LeftBracket);
          this.SUBRULE(this.list);
          this.CONSUME(t.RightBracket);
        },
      },
      { ALT: () => this.SUBRULE(this.conditional) },
      { ALT: () => this.SUBRULE(this.repetition) },
      { ALT: () => this.SUBRULE(this.record) },
    ]);
  });

  /** `if c then a else b`; the branches reach as far as they can. */
  readonly conditional = this.inner('conditional', () => {
    this.CONSUME(t.If);
    this.SUBRULE(this.expression, { LABEL: 'condition' });
    this.CONSUME(t.Then);
    this.SUBRULE2(this.expression, { LABEL: 'then' });
    this.CONSUME(t.Else);
    this.SUBRULE3(this.expression, { LABEL: 'else' });
  });

  /** `repeat n { … }`, `repeat i in 1..n { … }`. */
  readonly repetition = this.inner('repetition', () => {
    this.CONSUME(t.Repeat);
    this.OPTION(() => {
      this.CONSUME(t.LoopName);
      this.CONSUME(t.In);
    });
    this.SUBRULE(this.operation);
    this.CONSUME(t.LeftBrace);
    this.SUBRULE(this.expression);
    this.CONSUME(t.RightBrace);
  });

  /** `{ base: 0.1, base.block5: 0.5 }`. */
  readonly record = this.inner('record', () => {
    this.CONSUME(t.RecordBrace);
    this.OPTION(() => {
      this.SUBRULE(this.recordEntry);
      this.MANY({
        GATE: () => this.goesOn(t.RightBrace),
        DEF: () => {
          this.CONSUME(t.Comma);
          this.SUBRULE2(this.recordEntry);
        },
      });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    this.CONSUME(t.RightBrace);
  });

  /** `base.block5: 0.5`. */
  readonly recordEntry = this.inner('recordEntry', () => {
    this.SUBRULE(this.operation, { LABEL: 'key' });
    this.CONSUME(t.Colon);
    this.SUBRULE(this.expression);
  });

  /** `conv1`, `conv{i}`, `block{i}_conv{j}`. */
  readonly nameTemplate = this.inner('nameTemplate', () => {
    this.CONSUME(t.Identifier, { LABEL: 'part' });
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.hole) },
        { ALT: () => this.CONSUME(t.NamePart, { LABEL: 'part' }) },
      ]);
    });
  });

  /** `{i}`: its value becomes part of the name. */
  readonly hole = this.inner('hole', () => {
    this.CONSUME(t.HoleBrace);
    this.SUBRULE(this.expression);
    this.CONSUME(t.RightBrace);
  });

  /** `[h, w, _]`. */
  readonly shape = this.inner('shape', () => {
    this.CONSUME(t.LeftBracket);
    this.SUBRULE(this.list);
    this.CONSUME(t.RightBracket);
  });
}
