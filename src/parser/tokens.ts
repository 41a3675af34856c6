import type { TokenType } from 'chevrotain';
import { createToken, Lexer } from './chevrotain.ts';

// Each token's label says in words what a message calls it.

function symbol(name: string, text: string): TokenType {
  return createToken({ name, pattern: text, label: `\`${text}\`` });
}

/** Never matched by the lexer: the layout gives words and symbols these more exact types. */
function retyped(name: string, label: string, categories: readonly TokenType[] = []): TokenType {
  return createToken({ name, pattern: Lexer.NA, label, categories: [...categories] });
}

function keyword(text: string, categories: readonly TokenType[] = []): TokenType {
  return retyped(text, `\`${text}\``, categories);
}

// --- literals and names ---------------------------------------------------------------------------------------

/** `photo`, `conv1`, `VGG16`: a letter or `_`, then letters, digits and `_`. */
export const Identifier = createToken({
  name: 'Identifier',
  pattern: /[A-Za-z_][A-Za-z0-9_]*/,
  label: 'a name',
});
/** `64`, `0.5`, `2e-5`, `20%`, `40deg`. */
export const NumberToken = createToken({
  name: 'Number',
  pattern: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?:%|deg)?(?![A-Za-z0-9_]|\.\d)/,
  label: 'a number',
});
/** `150x200`: height by width. */
export const Size = createToken({ name: 'Size', pattern: /\d+x\d+(?![A-Za-z0-9_])/, label: 'a size' });
/** `"data/pets"`, with `\"`, `\\`, `\n`, `\t` and `\r`. */
export const StringToken = createToken({
  name: 'String',
  pattern: /"(?:[^"\\\r\n]|\\[^\r\n])*"/,
  label: 'a text in quotes',
});

// --- what the lexer takes for one of the above, and reports ----------------------------------------------------

/** Ends before the brackets that close its line: they were hardly meant to be part of it. */
export const UnterminatedString = createToken({
  name: 'UnterminatedString',
  pattern: /["'“”„](?:[^"\\\r\n]|\\[^\r\n])*?\\?(?=[)\]},{ \t]*(?:[\r\n]|$))/,
});
/** Other quotation marks, or two that do not match. */
export const SingleQuoted = createToken({
  name: 'SingleQuoted',
  pattern: /'[^'"\r\n]*['"]|"[^'"“”\r\n]*['“”](?=[)\],]|[ \t]*[\r\n{])|[“”„][^“”"\r\n]*[“”"]/,
});
/** A number that runs on into letters or a second dot, or has no digit before its dot. */
export const BadNumber = createToken({
  name: 'BadNumber',
  pattern: /\.?\d[A-Za-z0-9_]*(?:\.\d[A-Za-z0-9_]*)*/,
});
/** `150 x 150`, `150×150`. */
export const ForeignSize = createToken({
  name: 'ForeignSize',
  pattern: /\d+[ \t]*[×X][ \t]*\d+|\d+[ \t]+x[ \t]*\d+|\d+x[ \t]+\d+/,
});
/** A name with letters beyond a to z. */
export const ForeignName = createToken({
  name: 'ForeignName',
  pattern:
    /[A-Za-z0-9_]*[\u00AA-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u3040-\uD7FF][A-Za-z0-9_\u00AA-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u3040-\uD7FF]*/,
});
/** Spellings of other languages; `foreign-spellings.ts` says what netc writes instead. */
export const ForeignSymbol = createToken({
  name: 'ForeignSymbol',
  pattern: /\*\*|&&|\|\||\|>|=>|:=|!(?!=)|;|→|…|\.\.\./,
});

// --- between tokens -------------------------------------------------------------------------------------------

export const WhiteSpace = createToken({ name: 'WhiteSpace', pattern: /[\s\uFEFF]+/, group: Lexer.SKIPPED });
/** From `//` to the end of the line; `///` documents what follows. */
export const LineComment = createToken({ name: 'LineComment', pattern: /\/\/[^\r\n]*/, group: 'comments' });
export const ForeignComment = createToken({
  name: 'ForeignComment',
  pattern: /#[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/,
  group: 'foreignComments',
  line_breaks: true,
});

// --- symbols --------------------------------------------------------------------------------------------------

/** Between two operands; how tightly each binds is told in `build/operators.ts`. */
export const BinaryOperator = createToken({
  name: 'BinaryOperator',
  pattern: Lexer.NA,
  label: 'an operator',
});

function operator(name: string, text: string): TokenType {
  return createToken({ name, pattern: text, label: `\`${text}\``, categories: [BinaryOperator] });
}

export const Arrow = symbol('Arrow', '->');
export const EqualEqual = operator('EqualEqual', '==');
export const NotEqual = operator('NotEqual', '!=');
export const LessEqual = operator('LessEqual', '<=');
export const GreaterEqual = operator('GreaterEqual', '>=');
export const Less = operator('Less', '<');
export const Greater = operator('Greater', '>');
export const Plus = operator('Plus', '+');
export const Minus = operator('Minus', '-');
export const Star = operator('Star', '*');
export const Slash = operator('Slash', '/');
export const DotDot = operator('DotDot', '..');
export const Dot = symbol('Dot', '.');
export const Comma = symbol('Comma', ',');
export const Colon = symbol('Colon', ':');
export const Equals = symbol('Equals', '=');
export const LeftParenthesis = symbol('LeftParenthesis', '(');
export const RightParenthesis = symbol('RightParenthesis', ')');
export const LeftBracket = symbol('LeftBracket', '[');
export const RightBracket = symbol('RightBracket', ']');
export const LeftBrace = symbol('LeftBrace', '{');
export const RightBrace = symbol('RightBrace', '}');

// --- what the layout makes of words and symbols ---------------------------------------------------------------

export const And = keyword('and', [BinaryOperator]);
export const Or = keyword('or', [BinaryOperator]);
export const Not = keyword('not');
export const If = keyword('if');
export const Then = keyword('then');
export const Else = keyword('else');
export const Repeat = keyword('repeat');
export const In = keyword('in');
export const As = keyword('as');
export const Except = keyword('except');
export const True = keyword('true');
export const False = keyword('false');
export const None = keyword('none');

export const Import = keyword('import');
export const From = keyword('from');
export const Const = keyword('const');
export const Param = keyword('param');
export const Let = keyword('let');
export const Data = keyword('data');
export const Augment = keyword('augment');
export const Model = keyword('model');
export const Block = keyword('block');
export const Train = keyword('train');
export const Ensemble = keyword('ensemble');
export const On = keyword('on');
export const Phase = keyword('phase');
export const Input = keyword('input');
export const Output = keyword('output');

/** A name before a colon: an argument's, a setting's, an input's or a parameter's. */
export const Key = retyped('Key', 'a name');
/** A name before `=` in a body. */
export const BindingName = retyped('BindingName', 'a name');
/** `i` in `repeat i in 1..n`. */
export const LoopName = retyped('LoopName', 'a name');
/** `_`, or a `*` that stands for a value. */
export const Wildcard = retyped('Wildcard', '`_` or `*`');
/** The last part of a path with `*` in it: `block*`. */
export const PathPattern = retyped('PathPattern', 'a name');
/** A bracket right behind a name: `one_of[`. */
export const IndexBracket = retyped('IndexBracket', '`[`');
/** A brace right behind the name that `as` gives: `conv{i}`. */
export const HoleBrace = retyped('HoleBrace', '`{`');
/** More of a name that `as` gives, right behind the end of a hole: `b` in `act{i}b`. */
export const NamePart = retyped('NamePart', 'a name');
/** The braces of a value: `{ base: 0.1 }`. */
export const RecordBrace = retyped('RecordBrace', '`{`');
export const BodyOpen = retyped('BodyOpen', '`{`');
export const BodyClose = retyped('BodyClose', '`}`');
/** What stands around the parts of a program, without a character of their own. */
export const DeclarationStart = retyped('DeclarationStart', 'a declaration');
export const DeclarationEnd = retyped('DeclarationEnd', 'the end of the declaration');
export const ItemStart = retyped('ItemStart', 'the next line');
export const ItemEnd = retyped('ItemEnd', 'the end of the line');
export const PhaseEnd = retyped('PhaseEnd', 'the end of the phase');

/** Words that are never plain names, except behind a dot or before a colon. */
export const reservedWords: ReadonlyMap<string, TokenType> = new Map(
  [And, Or, Not, If, Then, Else, Repeat, As, Except, True, False, None].map((type) => [type.name, type]),
);

/** The words that begin a declaration. */
export const declarationWords: ReadonlyMap<string, TokenType> = new Map(
  [Import, Const, Param, Let, Data, Augment, Model, Block, Train, Ensemble].map((type) => [type.name, type]),
);

/** In the order in which the lexer tries them: the first that matches wins. */
const lexed: readonly TokenType[] = [
  WhiteSpace,
  LineComment,
  ForeignComment,
  ForeignName,
  Identifier,
  Size,
  ForeignSize,
  NumberToken,
  BadNumber,
  StringToken,
  SingleQuoted,
  UnterminatedString,
  Arrow,
  EqualEqual,
  NotEqual,
  LessEqual,
  GreaterEqual,
  ForeignSymbol,
  Less,
  Greater,
  Plus,
  Minus,
  Star,
  Slash,
  DotDot,
  Dot,
  Comma,
  Colon,
  Equals,
  LeftParenthesis,
  RightParenthesis,
  LeftBracket,
  RightBracket,
  LeftBrace,
  RightBrace,
];

/** Every type of token that the grammar can meet. */
export const grammarTokens: readonly TokenType[] = [
  BinaryOperator,
  ...lexed,
  ...reservedWords.values(),
  ...declarationWords.values(),
  From,
  In,
  On,
  Phase,
  Input,
  Output,
  Key,
  BindingName,
  LoopName,
  Wildcard,
  PathPattern,
  IndexBracket,
  HoleBrace,
  NamePart,
  RecordBrace,
  BodyOpen,
  BodyClose,
  DeclarationStart,
  DeclarationEnd,
  ItemStart,
  ItemEnd,
  PhaseEnd,
];

/** Cuts a text into tokens; lines are the source file's business. */
export const netcLexer = new Lexer([...lexed], { positionTracking: 'onlyOffset', skipValidations: true });
