// @ts-check
/**
 * Writes the files of stdlib/ as one TypeScript module, so that `import … from "std/…"` needs no file system. Takes the
 * file to write, if not the usual one.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));
const library = join(root, 'stdlib');
const target = process.argv[2] ?? join(root, 'src/typecheck/standard-library/generated/sources.ts');

const entries = readdirSync(library)
  .filter((name) => name.endsWith('.net'))
  .sort()
  .map((name) => {
    const text = readFileSync(join(library, name), 'utf8');
    const escaped = text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
    return `['std/${name.slice(0, -'.net'.length)}', \`${escaped}\`],`;
  });

const module = `// Made by scripts/generate-standard-library.mjs from stdlib/.

/** The text of each file of the standard library, by the name that imports it. */
export const standardSources: ReadonlyMap<string, string> = new Map([
${entries.join('\n')}
]);
`;

const style = await resolveConfig(join(root, 'package.json'));
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, await format(module, { ...style, parser: 'typescript' }));
