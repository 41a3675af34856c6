import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, getFileInfo } from 'prettier';
import { describe, expect, test } from 'vitest';
import { formatSource } from '../../src/format/format-source.ts';
import prettierPlugin from '../../src/format/prettier-plugin.ts';
import { sourceFile } from '../../src/source/source-file.ts';

const root = new URL('../../', import.meta.url);

const formatted = (text: string): string => formatSource(sourceFile('any.net', text)).value;

const programs = ['stdlib', 'examples'].flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.net'))
    .map((name) => `${folder}/${name}`),
);

const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

describe('formatSource', () => {
  test.each(programs)('finds nothing to change in %s', (path) => {
    expect(formatted(read(path))).toBe(read(path));
  });

  test('finds nothing to change in the programs of the language reference', () => {
    const fences = [...read('docs/language.md').matchAll(/^```net\n([^]*?)^```$/gm)].map(
      ([, text = '']) => text,
    );
    expect(fences.length).toBeGreaterThan(3);
    for (const text of fences) expect(formatted(text)).toBe(text);
  });

  test('leaves a program with syntax errors as it is, and says what is wrong', () => {
    const text = 'model  M(x: [1]) {\n  output y = x -> -> relu\n}\n';
    const { value, diagnostics } = formatSource(sourceFile('any.net', text));
    expect(value).toBe(text);
    expect(diagnostics.map(({ code }) => code.slice(0, 4))).toContain('NET1');
  });

  test('keeps the line ends of a file', () => {
    expect(formatted('const a=1\r\n\r\n\r\nconst b=2')).toBe('const a = 1\r\n\r\nconst b = 2\r\n');
  });

  test('needs none of the control characters that a comment may have', () => {
    const control = String.fromCodePoint(...Array.from({ length: 0x20 }, (_, index) => 0x80 + index));
    expect(formatted(`const a=1   // ${control}`)).toBe(`const a = 1 // ${control}\n`);
    expect(formatted('const a=1   // \u0080')).toBe('const a = 1   // \u0080\n');
  });
});

describe('the Prettier plugin', () => {
  const plugins = [prettierPlugin];

  test.each(programs)('lays out %s like netc fmt', async (path) => {
    expect(await format(read(path), { filepath: path, plugins })).toBe(read(path));
  });

  test('knows files by their name', async () => {
    const file = fileURLToPath(new URL('examples/small_convnet.net', root));
    expect(await getFileInfo(file, { plugins })).toMatchObject({ inferredParser: 'netc' });
  });

  test('formats fences of Markdown', async () => {
    const page =
      '# A net\n\n- in a list:\n\n  ```net\n  const a=1\n\n\n  model M(x:[1]){output y=x->relu}\n  ```\n\n```netc\nconst b=2\n```\n';
    expect(await format(page, { parser: 'markdown', plugins })).toBe(
      '# A net\n\n- in a list:\n\n  ```net\n  const a = 1\n\n  model M(x: [1]) {\n    output y = x -> relu\n  }\n  ```\n\n```netc\nconst b = 2\n```\n',
    );
  });

  test('leaves a fence that is no program', async () => {
    const page = '```net\nmodel (\n```\n';
    expect(await format(page, { parser: 'markdown', plugins })).toBe(page);
  });

  test('says where a program cannot be read', async () => {
    const text = 'const a = 1\nmodel M(x: [1]) { output y = x -> -> relu }\n';
    await expect(format(text, { parser: 'netc', plugins })).rejects.toMatchObject({
      message: expect.stringMatching(/NET1\d+.*\(2:\d+\)/s) as string,
    });
  });

  test('takes the width that a project has', async () => {
    const text = 'const a = [11111, 22222, 33333]\n';
    expect(await format(text, { parser: 'netc', plugins, printWidth: 20 })).toBe(
      'const a = [\n  11111,\n  22222,\n  33333,\n]\n',
    );
  });
});
