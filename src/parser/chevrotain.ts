/** The one door to the parsing toolkit: what netc uses of it, so that a build may put a smaller copy behind it. */
export { createToken, createTokenInstance, CstParser, EOF, Lexer } from 'chevrotain';
