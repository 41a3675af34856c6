import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IGrammar, IRawGrammar } from 'vscode-textmate';
import textmate from 'vscode-textmate';
import oniguruma from 'vscode-oniguruma';

const resolve = createRequire(import.meta.url).resolve;

/** Where a program's and a Markdown file's grammar are, by the scope that a file of theirs has. */
const repositoryFolder = fileURLToPath(new URL('../../', import.meta.url));

/** The grammars as VS Code would load them: ours from a folder, Markdown's own from a collection. */
export async function loadGrammars(folder = join(repositoryFolder, 'grammar')): Promise<{
  readonly netc: IGrammar;
  readonly markdown: IGrammar;
}> {
  const wasm = readFileSync(resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(new Uint8Array(wasm));
  const files: Readonly<Record<string, string>> = {
    'source.netc': join(folder, 'netc.tmLanguage.json'),
    'markdown.netc.codeblock': join(folder, 'netc.markdown.tmLanguage.json'),
    'text.html.markdown': resolve('tm-grammars/grammars/markdown.json'),
  };
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (scope): Promise<IRawGrammar | null> => {
      const path = files[scope];
      return Promise.resolve(
        path === undefined ? null : textmate.parseRawGrammar(readFileSync(path, 'utf8'), path),
      );
    },
    getInjections: (scope) => (scope === 'text.html.markdown' ? ['markdown.netc.codeblock'] : undefined),
  });
  const [netc, markdown] = await Promise.all([
    registry.loadGrammar('source.netc'),
    registry.loadGrammar('text.html.markdown'),
  ]);
  if (netc === null || markdown === null) throw new Error('A grammar cannot be loaded.');
  return { netc, markdown };
}

/** A piece of a line that is coloured as one. */
export interface Coloured {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** From the file's down to the piece's own. */
  readonly scopes: readonly string[];
}

/** Every piece of a text that is not blank. */
export function colour(grammar: IGrammar, text: string): readonly Coloured[] {
  const pieces: Coloured[] = [];
  let stack = textmate.INITIAL;
  for (const [line, content] of text.split(/\r?\n/).entries()) {
    const { tokens, ruleStack } = grammar.tokenizeLine(content, stack);
    stack = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const piece = content.slice(startIndex, endIndex);
      if (piece.trim() === '') continue;
      pieces.push({ line, start: startIndex, end: startIndex + piece.length, text: piece, scopes });
    }
  }
  return pieces;
}

/** Each line of a text and below it, for every scope on it, marks where it is. */
export function printColours(grammar: IGrammar, text: string): string {
  const pieces = colour(grammar, text);
  const lines = text
    .trimEnd()
    .split(/\r?\n/)
    .map((content, line) => {
      const marks = new Map<string, string>();
      for (const piece of pieces.filter((candidate) => candidate.line === line)) {
        const scope = piece.scopes.at(-1) ?? '';
        const before = marks.get(scope) ?? '';
        const blank = piece.text.length - piece.text.trimStart().length;
        const length = piece.text.trim().length;
        marks.set(scope, before.padEnd(piece.start + blank) + '^'.repeat(length));
      }
      const width = Math.max(0, ...[...marks.values()].map((mark) => mark.length)) + 2;
      return [content, ...[...marks].map(([scope, mark]) => mark.padEnd(width) + scope)].join('\n');
    });
  return `${lines.join('\n')}\n`;
}
