// @ts-check
/**
 * Makes the page of an export (`src/page`) in dist/page: one script with TensorFlow.js inside, and one document with its
 * style inside. `npm run setup` does it after the compiler.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const licences = `/*! netc, Apache-2.0. Contains TensorFlow.js (https://www.tensorflow.org/js), Apache-2.0; seedrandom, MIT; long.js, Apache-2.0. */`;

export async function bundlePage() {
  // Only now: setting up has just installed it.
  const { build, transform } = await import('esbuild');
  const source = join(root, 'src', 'page');
  const target = join(root, 'dist', 'page');
  mkdirSync(target, { recursive: true });
  await build({
    entryPoints: [join(source, 'page.ts')],
    outfile: join(target, 'page.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    loader: { '.wasm': 'dataurl' },
    legalComments: 'none',
    banner: { js: licences },
    logLevel: 'warning',
  });
  const { code } = await transform(readFileSync(join(source, 'page.css'), 'utf8'), {
    loader: 'css',
    minify: true,
  });
  const document = readFileSync(join(source, 'index.html'), 'utf8');
  const style = '<link rel="stylesheet" href="page.css" />';
  if (!document.includes(style)) throw new Error(`src/page/index.html has no ${style}`);
  writeFileSync(
    join(target, 'index.html'),
    document.replace(style, () => `<style>\n${code}    </style>`),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundlePage();
