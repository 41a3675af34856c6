import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isProgram } from '../../src/parser/is-program.ts';
import { lex } from '../../src/parser/lex.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { readExtensionFile, readManifest } from './extension.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface LanguageConfiguration {
  readonly wordPattern: string;
  readonly indentationRules: {
    readonly increaseIndentPattern: string;
    readonly decreaseIndentPattern: string;
  };
  readonly onEnterRules: readonly { readonly beforeText: string; readonly afterText?: string }[];
  readonly folding: { readonly markers: { readonly start: string; readonly end: string } };
}

const configuration = JSON.parse(readExtensionFile('language-configuration.json')) as LanguageConfiguration;
const [language] = readManifest().contributes.languages;

const programs = ['examples', 'stdlib'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.net'))
    .map((name) => sourceFile(`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8'))),
);

/** Files of other kinds that are called `.net`. */
const foreign = [
  '* A SPICE netlist\nV1 in 0 DC 5\nR1 in out 1k\n.end\n',
  '*Vertices 3\n1 "a"\n2 "b"\n*Arcs\n1 2\n',
  '(export (version D)\n  (design))\n',
  'net {m1}\ntr t1 p1 -> p2\n',
  'block diagram of the model\n',
  'let us begin',
  'data',
];

describe('which files are programs', () => {
  test('the extension claims no file by its name', () => {
    for (const key of ['extensions', 'filenames', 'filenamePatterns'])
      expect(language).not.toHaveProperty(key);
  });

  test('the first line is enough where it is a declaration, and only there', () => {
    const firstLine = new RegExp(language.firstLine);
    for (const { text, path } of programs) {
      const declarations = text.split('\n').filter((line) => /^[a-z]+ [\w{]/.test(line));
      expect(declarations.length, path).toBeGreaterThan(0);
      for (const line of declarations) expect(line).toMatch(firstLine);
    }
    for (const text of foreign) expect(text.split('\n')[0]).not.toMatch(firstLine);
  });

  test('what follows a comment decides where a file begins with one', () => {
    for (const { text, path } of programs) expect(isProgram(text), path).toBe(true);
    for (const text of foreign) expect(isProgram(text), text).toBe(false);
  });
});

describe('the language configuration', () => {
  test('takes names, numbers and sizes for one word each', () => {
    const word = new RegExp(`^(?:${configuration.wordPattern})$`);
    for (const file of programs) {
      const words = lex(file).words.filter(({ text }) => /^\w/.test(text));
      expect(words.filter(({ text }) => !word.test(text)).map(({ text }) => text)).toEqual([]);
    }
  });

  test('indents behind an opening bracket, and ends it before a closing one', () => {
    const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
    for (const file of programs) {
      const { words } = lex(file);
      for (const [index, word] of words.entries()) {
        const line = file.text.slice(word.start - word.column).split('\n', 1)[0] ?? '';
        if (word.firstOnLine) {
          expect(new RegExp(decreaseIndentPattern).test(line), line).toBe(/^[)\]}]$/.test(word.text));
        }
        if (words[index + 1]?.firstOnLine !== false) {
          expect(new RegExp(increaseIndentPattern).test(line), line).toBe(/^[([{]$/.test(word.text));
        }
      }
    }
  });

  test('goes on with a comment that documents, and indents behind an arrow or an equals sign', () => {
    const rule = (before: string): number =>
      configuration.onEnterRules.findIndex(({ beforeText }) => new RegExp(beforeText).test(before));
    expect([
      rule('/// Photos.'),
      rule('  output kind ='),
      rule('  x = photo ->'),
      rule('model A() {'),
    ]).toEqual([0, 1, 1, 2]);
    expect([rule('  x = photo -> relu'), rule('// note ='), rule('//// not this')]).toEqual([-1, -1, -1]);
  });

  test('folds between region comments', () => {
    const { start, end } = configuration.folding.markers;
    expect('  // region towers').toMatch(new RegExp(start));
    expect('// endregion').toMatch(new RegExp(end));
    expect('regional = x').not.toMatch(new RegExp(start));
  });
});

test('the extension has the version of the project', () => {
  const project: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(project).toHaveProperty('version', readManifest().version);
});
