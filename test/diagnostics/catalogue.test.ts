import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/diagnostics/catalogue/index.ts';

const folder = new URL('../../src/diagnostics/catalogue/', import.meta.url);

/** Files of the folder that hold words for messages, and no messages. */
const helpers = new Set(['index.ts', 'refusals.ts', 'words.ts']);

function exportsOf(module: unknown): readonly (readonly [string, unknown])[] {
  return typeof module === 'object' && module !== null ? Object.entries(module) : [];
}

test('every family of diagnostics is in the catalogue', async () => {
  const families = readdirSync(folder).filter((file) => file.endsWith('.ts') && !helpers.has(file));
  const listed = new Set(catalogue.map(({ name }) => name));
  for (const family of families) {
    const module: unknown = await import(new URL(family, folder).href);
    const entries = exportsOf(module).filter(
      ([, value]) => typeof value === 'function' && 'definition' in value,
    );
    expect(entries.length, `${family} defines no diagnostic`).toBeGreaterThan(0);
    for (const [name] of entries) expect(listed, `${family} is not listed`).toContain(name);
  }
});

test('codes are unique, and of NET and four digits', () => {
  const codes = catalogue.map(({ code }) => code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  for (const code of codes) expect(code).toMatch(/^NET[1-7]\d{3}$/);
});
