import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { layOut } from '../../src/parser/layout/layout.ts';
import { lex } from '../../src/parser/lex.ts';
import { parse } from '../../src/parser/parse.ts';
import * as tokens from '../../src/parser/tokens.ts';
import type { SourceFile } from '../../src/source/source-file.ts';
import { positionAt, sourceFile } from '../../src/source/source-file.ts';
import type { Coloured } from '../support/highlight.ts';
import { colour, loadGrammars } from '../support/highlight.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { netc } = await loadGrammars();

/** Every program in the repository that can be read without a mistake. */
const programs = ['examples', 'stdlib', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.net'))
    .map((name) => `${folder}/${name}`)
    .map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8')))
    .filter((file) => parse(file).diagnostics.length === 0 && file.text.trim() !== ''),
);

/** What a token of the parser must be to the editor, by the name of its type. */
const wanted: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries([...tokens.reservedWords.keys()].map((word) => [word, /^(?:keyword|constant)\./])),
  ...Object.fromEntries(
    [...tokens.declarationWords.keys()].map((word) => [word, /^(?:storage|keyword\.control)\./]),
  ),
  [tokens.From.name]: /^keyword\./,
  [tokens.On.name]: /^keyword\./,
  [tokens.In.name]: /^keyword\./,
  [tokens.Phase.name]: /^storage\./,
  [tokens.Output.name]: /^storage\./,
  [tokens.Input.name]: /^storage\./,
  [tokens.NumberToken.name]: /^constant\.numeric\./,
  [tokens.Size.name]: /^constant\.numeric\./,
  [tokens.StringToken.name]: /^string\./,
  [tokens.Arrow.name]: /^keyword\.operator\.flow\./,
  [tokens.BindingName.name]: /^(?:variable\.other|entity\.name\.function)\./,
  [tokens.Key.name]: /^(?:variable|support\.type)\./,
};

function at(pieces: readonly Coloured[], file: SourceFile, offset: number): Coloured | undefined {
  const { line, column } = positionAt(file, offset);
  return pieces.find((piece) => piece.line === line - 1 && piece.start < column && column <= piece.end);
}

describe.each(programs.map((file) => ({ path: file.path, file })))('$path', ({ file }) => {
  const pieces = colour(netc, file.text);

  test('each word has the colour of what the parser takes it for', () => {
    const { words } = layOut(file, lex(file).words);
    const wrong = words.flatMap(({ type, text, start, end }) => {
      const pattern = wanted[type.name];
      if (pattern === undefined || start === end) return [];
      const scopes = at(pieces, file, start)?.scopes ?? [];
      return scopes.some((scope) => pattern.test(scope)) ? [] : [`${type.name} ${text}: ${scopes.join(' ')}`];
    });
    expect(wrong).toEqual([]);
  });

  test('nothing is coloured as wrong', () => {
    expect(pieces.filter(({ scopes }) => scopes.some((scope) => scope.startsWith('invalid.')))).toEqual([]);
  });
});
