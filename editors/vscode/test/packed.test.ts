import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadGrammars, printColours } from '../../../test/support/highlight.ts';
import { previewPage } from '../src/preview/page.ts';
import { activate } from './fake-editor.ts';
import { packed, packedText } from './packed.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly contributes: Readonly<Record<string, unknown>> & {
    readonly commands: readonly { readonly command: string }[];
    readonly taskDefinitions: readonly { readonly type: string }[];
  };
}

const manifest = JSON.parse(packedText('package.json')) as Manifest;

describe('the packed extension', () => {
  test('has every file that its manifest names', () => {
    const written = JSON.stringify([manifest.main, manifest.icon, manifest.contributes]);
    const paths = [...written.matchAll(/"(?:\.\/)?([\w-]+(?:\/[\w.-]+)*\.(?:js|mjs|json|md|png|svg))"/g)].map(
      ([, path = '']) => path,
    );
    expect(paths.length).toBeGreaterThan(8);
    expect(paths.filter((path) => !packed.has(path))).toEqual([]);
  });

  test('has nothing else than that and what it is made of', () => {
    const strange = [...packed.keys()].filter(
      (path) => !/^(?:dist|images|snippets|walkthrough)\/|^[\w-]+\.(?:json|txt|md)$/.test(path),
    );
    expect(strange).toEqual([]);
  });

  test('registers the commands and tasks that its manifest offers, and no others', () => {
    const { commands, taskTypes } = activate(packedText('dist/extension.js'));
    expect([...commands].sort()).toEqual(manifest.contributes.commands.map(({ command }) => command).sort());
    expect(taskTypes).toEqual(manifest.contributes.taskDefinitions.map(({ type }) => type));
  });

  test('offers no command that it lacks', () => {
    const known = manifest.contributes.commands.map(({ command }) => command);
    const text = JSON.stringify(manifest.contributes);
    const offered = [...text.matchAll(/(?:command:|onCommand:|"command":")(netc\.\w+)/g)].map(
      ([, name]) => name,
    );
    expect(offered.filter((name) => name === undefined || !known.includes(name))).toEqual([]);
  });

  test('colours a program as the project does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netc-vsix-'));
    try {
      for (const name of ['netc.tmLanguage.json', 'netc.markdown.tmLanguage.json']) {
        writeFileSync(join(folder, name), packedText(`dist/grammar/${name}`));
      }
      const { netc } = await loadGrammars(folder);
      const program = readFileSync(join(root, 'examples/vgg_finetune.net'), 'utf8');
      const golden = readFileSync(join(root, 'test/cases/grammar/vgg_finetune.golden'), 'utf8');
      expect(printColours(netc, program)).toBe(golden);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('the page of the preview runs its own script only, and loads nothing from elsewhere', () => {
  const page = previewPage({ script: 'x.js', style: 'x.css', source: 'https://view', nonce: 'n' });
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    "style-src https://view 'unsafe-inline'",
    "script-src 'nonce-n'",
  ]);
  expect(page.match(/<script(?! nonce="n")/)).toBeNull();
});
