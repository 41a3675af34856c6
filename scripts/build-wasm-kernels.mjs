#!/usr/bin/env node
/**
 * Compiles our SIMD kernels (AssemblyScript, `kernels/*.as.ts`) into the committed modules beside them:
 * `generated/kernel-binaries.ts` of the wasm engine, of the threads that make batches and of augmentation. With `--check` it only says
 * whether one of them is stale.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * @typedef {object} Kernels
 * @property {string} folder
 * @property {readonly string[]} options
 * @property {string} doc of the constant
 * @property {Readonly<Record<string, readonly string[]>>} variants binaries by name, with the flags that tell them apart
 */

/** @type {readonly Kernels[]} */
const modules = [
  {
    folder: 'src/runtime/engines/tfjs/wasm',
    // The memory is that of tfjs's backend; its limits are at most these.
    options: ['--importMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
    doc: 'WebAssembly modules in base64: for a memory of one thread or shared, without and with relaxed SIMD.',
    // One binary for each kind of memory, with and without fused multiply-adds.
    variants: {
      plain: [],
      plainRelaxed: ['--enable', 'relaxed-simd'],
      shared: ['--sharedMemory', '--enable', 'threads'],
      sharedRelaxed: ['--sharedMemory', '--enable', 'threads', '--enable', 'relaxed-simd'],
    },
  },
  {
    folder: 'src/runtime/data/pixels',
    options: ['--importMemory', '--initialMemory', '1'],
    doc: 'A WebAssembly module in base64; its memory is imported.',
    variants: { pixels: [] },
  },
  {
    folder: 'src/runtime/data/augment',
    options: ['--importMemory', '--initialMemory', '1'],
    doc: 'A WebAssembly module in base64; its memory is imported.',
    variants: { augment: [] },
  },
];

/** Paths of what is generated. */
const generatedPaths = modules.map(({ folder }) => `${root}${folder}/generated/kernel-binaries.ts`);

const commonOptions = [
  ...['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'],
  // v128 in signatures: of functions that are not exported.
  ...['--disableWarning', '112'],
];

/**
 * One binary in base64.
 * @param {string} entry
 * @param {readonly string[]} flags
 */
async function compile(entry, flags) {
  /** @type {Uint8Array[]} */
  const binaries = [];
  const { error, stderr } = await asc.main(
    [entry, ...commonOptions, ...flags, '--baseDir', root, '--outFile', 'kernels.wasm'],
    {
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm') && typeof contents !== 'string') binaries.push(contents);
      },
    },
  );
  const [binary] = binaries;
  if (error !== null || binary === undefined) {
    throw new Error(`AssemblyScript: ${error?.message ?? 'no module'}\n${String(stderr)}`);
  }
  return Buffer.from(binary).toString('base64');
}

/**
 * The text of a generated module.
 * @param {Kernels} kernels
 */
async function generate({ folder, options, doc, variants }) {
  const lines = [
    '// Compiled from ../kernels/*.as.ts by scripts/build-wasm-kernels.mjs; do not edit.',
    '',
    `/** ${doc} */`,
    'export const kernelBinaries = {',
  ];
  for (const [name, flags] of Object.entries(variants)) {
    lines.push(
      `  ${name}:`,
      `    '${await compile(`${folder}/kernels/index.as.ts`, [...options, ...flags])}',`,
    );
  }
  return [...lines, '} as const;', ''].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [index, kernels] of modules.entries()) {
    const path = generatedPaths[index] ?? '';
    const text = await generate(kernels);
    if (!process.argv.includes('--check')) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    } else if ((await readFile(path, 'utf8')) !== text) {
      console.error(`The SIMD kernels of ${kernels.folder} changed: run node scripts/build-wasm-kernels.mjs`);
      process.exitCode = 1;
    }
  }
}
