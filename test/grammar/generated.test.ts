import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/.test(name))
    .sort();
}

test('the grammar, its diagrams and its page are what the generator makes of the parser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netc-grammar-'));
  try {
    execFileSync(process.execPath, [join(root, 'scripts/generate-grammar.mjs'), folder]);
    const committed = join(root, 'grammar');
    expect(filesBelow(committed), 'run npm run gen').toEqual(filesBelow(folder));
    for (const file of filesBelow(folder)) {
      const made = readFileSync(join(folder, file), 'utf8');
      const isFresh = readFileSync(join(committed, file), 'utf8') === made;
      expect(isFresh, `grammar/${file} is stale: run npm run gen`).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every diagram is shown on the page', () => {
  const page = readFileSync(join(root, 'grammar/README.md'), 'utf8');
  const shown = [...page.matchAll(/\]\((railroad\/\w+\.svg)\)/g)].map(([, path]) => path);
  const drawn = readdirSync(join(root, 'grammar/railroad')).map((name) => `railroad/${name}`);
  expect([...shown].sort()).toEqual([...drawn].sort());
});
