// @ts-check
/** Makes what the extension is packed of in dist/: its program, the language server, the preview's page, the grammar. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { pictureOf, pictureSvg } from '../../dist/report/graph/index.js';
import { modelsOfFile } from '../../dist/runtime/project/models-of-file.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..', '..');
const dist = join(here, 'dist');

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

/** @type {import('esbuild').BuildOptions} */
const common = { bundle: true, minify: true, metafile: true, legalComments: 'none', logLevel: 'warning' };

const results = [
  await build({
    ...common,
    entryPoints: [join(here, 'src/extension.ts')],
    outfile: join(dist, 'extension.js'),
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
  }),
  await build({
    ...common,
    entryPoints: [join(here, 'src/server.ts')],
    outfile: join(dist, 'server.mjs'),
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // What packages that are no modules ask for.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  }),
  await build({
    ...common,
    entryPoints: [join(here, 'src/webview/webview.ts')],
    outfile: join(dist, 'webview.js'),
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
  }),
];
cpSync(join(here, 'src/webview/webview.css'), join(dist, 'webview.css'));
for (const name of ['netc', 'netc.markdown']) {
  const file = `${name}.tmLanguage.json`;
  cpSync(join(root, 'grammar', file), join(dist, 'grammar', file));
}
cpSync(join(root, 'LICENSE'), join(here, 'LICENSE'));

// The picture of the walkthrough.
const walkthrough = join('editors', 'vscode', 'walkthrough', 'network.net');
const [model] = await modelsOfFile(walkthrough, { workingDirectory: root, settings: {} });
if (model === undefined) throw new Error(`${walkthrough} has no model.`);
writeFileSync(join(dist, 'network.svg'), await pictureSvg(pictureOf(model, { depth: 2 })));

// The rest of the project brings the drawing.
const sharp = createRequire(join(root, 'package.json'))('sharp');
await sharp(join(here, 'icon.svg')).resize(256).png().toFile(join(dist, 'icon.png'));

/** Licences of the packages that were bundled, for whoever gets the bundle. */
const packages = new Set(
  results.flatMap(({ metafile }) =>
    Object.keys(metafile?.inputs ?? {}).flatMap(
      (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
    ),
  ),
);
const notices = [...packages].sort().map((path) => {
  const folder = join(process.cwd(), path);
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : license;
  return `${name} ${version}\n\n${text.trim()}\n`;
});
writeFileSync(join(dist, 'THIRD-PARTY.txt'), notices.join(`\n${'-'.repeat(78)}\n\n`));
