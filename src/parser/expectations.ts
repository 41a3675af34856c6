import type { IParserErrorMessageProvider, TokenType } from 'chevrotain';
import { DeclarationEnd, ItemEnd, RightBrace, RightBracket, RightParenthesis } from './tokens.ts';

/** What could have stood where a rule found none of its alternatives. */
const alternatives: Readonly<Record<string, string>> = {
  declaration: 'a declaration',
  item: 'a setting or a phase',
  statement: '`name = …`, `output`, `input` or `let`',
  blockDeclaration: '`=` or `{`',
  primary: 'a layer or a value',
  postfix: '`(`, `.` or `[`',
};

/** What could have stood instead of the end of what a rule reads. */
const continuations: Readonly<Record<string, string>> = {
  declaration: 'an operator',
  statement: 'an operator',
  item: '`,`, an operator',
  primary: 'an operator',
  postfix: '`,`',
  list: '`,`',
  record: '`,`',
  parameters: '`,`',
  modelDeclaration: '`,`',
  importDeclaration: '`,`',
};

const closers: ReadonlySet<TokenType> = new Set([
  RightParenthesis,
  RightBracket,
  RightBrace,
  DeclarationEnd,
  ItemEnd,
]);

/**
 * The words for what was expected. The toolkit calls these messages; a diagnostic puts each into its own
 * sentence.
 */
export const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, ruleName }) => {
    const words = expected.LABEL ?? expected.name;
    const goesOn = continuations[ruleName];
    return goesOn !== undefined && closers.has(expected) ? `${goesOn} or ${words}` : words;
  },
  buildNotAllInputParsedMessage: () => 'the end of the file',
  buildNoViableAltMessage: ({ ruleName }) => alternatives[ruleName] ?? 'something else',
  buildEarlyExitMessage: ({ ruleName }) => alternatives[ruleName] ?? 'something else',
};
