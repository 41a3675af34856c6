import type { IParserErrorMessageProvider } from 'chevrotain';

/** What could have stood where a rule found none of its alternatives. */
const alternatives: Readonly<Record<string, string>> = {
  declaration: 'a declaration',
  item: 'a setting or a phase',
  statement: '`name = …`, `output`, `input` or `let`',
  blockDeclaration: '`=` or `{`',
  primary: 'a layer or a value',
  postfix: '`(`, `.` or `[`',
};

/**
 * The words for what was expected. The toolkit calls these messages; a diagnostic puts each into its own
 * sentence.
 */
export const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? expected.name,
  buildNotAllInputParsedMessage: () => 'the end of the file',
  buildNoViableAltMessage: ({ ruleName }) => alternatives[ruleName] ?? 'something else',
  buildEarlyExitMessage: ({ ruleName }) => alternatives[ruleName] ?? 'something else',
};
