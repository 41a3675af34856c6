import type { Parser, Plugin, Printer } from 'prettier';
import { builders } from 'prettier/doc';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { Module } from '../parser/ast.ts';
import { parse } from '../parser/parse.ts';
import { positionAt, sourceFile, type SourceFile } from '../source/source-file.ts';
import { standardLayout } from './documents.ts';
import { printModule } from './print/module.ts';

/** What the plugin's parser gives its printer: Prettier's own handling of comments has nothing to do. */
interface Root {
  readonly file: SourceFile;
  readonly module: Module;
}

/** An error as Prettier shows it, with the place. */
class UnreadableProgram extends SyntaxError {
  readonly loc: { readonly start: { readonly line: number; readonly column: number } };

  constructor(message: string, line: number, column: number) {
    super(message);
    this.loc = { start: { line, column } };
  }
}

const parser: Parser<Root> = {
  astFormat: 'netc',
  parse: (text) => {
    const file = sourceFile('program.net', text);
    const { value, diagnostics } = parse(file);
    const error = hasErrors(diagnostics)
      ? diagnostics.find(({ severity }) => severity === 'error')
      : undefined;
    if (error === undefined) return { file, module: value };
    const { line, column } = positionAt(file, error.labels[0]?.span.start ?? 0);
    throw new UnreadableProgram(`${error.title} (${error.code}) (${line}:${column})`, line, column);
  },
  locStart: () => 0,
  locEnd: ({ file }) => file.text.length,
};

const printer: Printer<Root> = {
  print: ({ node: { file, module } }, { printWidth, tabWidth, useTabs = false }) =>
    builders.join(
      builders.hardline,
      printModule(file, module, { printWidth, tabWidth, useTabs }).split('\n'),
    ),
};

/**
 * netc for Prettier 3. Files are known by their name `*.net` and programs in Markdown by their fence's `net` or `netc`;
 * the layout is that of `netc fmt`.
 */
export const prettierPlugin: Plugin<Root> = {
  languages: [
    {
      name: 'netc',
      parsers: ['netc'],
      extensions: ['.net'],
      aliases: ['net', 'netc'],
      vscodeLanguageIds: ['netc'],
    },
  ],
  parsers: { netc: parser },
  printers: { netc: printer },
  defaultOptions: { printWidth: standardLayout.printWidth, tabWidth: standardLayout.tabWidth },
};

export const { languages, parsers, printers, defaultOptions } = prettierPlugin;
export default prettierPlugin;
