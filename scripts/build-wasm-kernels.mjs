#!/usr/bin/env node
/**
 * Compiles our SIMD kernels (src/runtime/engines/tfjs/wasm/kernels/*.as.ts, AssemblyScript) into the committed module
 * src/runtime/engines/tfjs/wasm/generated/kernel-binaries.ts. With `--check` it only says whether that file is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../', import.meta.url));
const entry = 'src/runtime/engines/tfjs/wasm/kernels/index.as.ts';
export const generatedPath = `${root}src/runtime/engines/tfjs/wasm/generated/kernel-binaries.ts`;

/** One binary for each kind of memory, with and without fused multiply-adds. */
const variants = {
  plain: [],
  plainRelaxed: ['--enable', 'relaxed-simd'],
  shared: ['--sharedMemory', '--enable', 'threads'],
  sharedRelaxed: ['--sharedMemory', '--enable', 'threads', '--enable', 'relaxed-simd'],
};

const options = [
  ...['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'],
  // The memory is that of tfjs's backend; its limits are at most these.
  ...['--importMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  // v128 in signatures: of functions that are not exported.
  ...['--disableWarning', '112'],
];

/**
 * One binary in base64.
 * @param {readonly string[]} flags
 */
async function compile(flags) {
  /** @type {Uint8Array[]} */
  const binaries = [];
  const { error, stderr } = await asc.main(
    [entry, ...options, ...flags, '--baseDir', root, '--outFile', 'kernels.wasm'],
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

/** The text of the generated module. */
export async function generate() {
  const lines = [
    '// Compiled from ../kernels/*.as.ts by scripts/build-wasm-kernels.mjs; do not edit.',
    '',
    '/** WebAssembly modules in base64: for a memory of one thread or shared, without and with relaxed SIMD. */',
    'export const kernelBinaries = {',
  ];
  for (const [name, flags] of Object.entries(variants)) {
    lines.push(`  ${name}:`, `    '${await compile(flags)}',`);
  }
  return [...lines, '} as const;', ''].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await generate();
  if (process.argv.includes('--check')) {
    if ((await readFile(generatedPath, 'utf8')) !== text) {
      console.error('The SIMD kernels changed: run node scripts/build-wasm-kernels.mjs');
      process.exitCode = 1;
    }
  } else {
    await writeFile(generatedPath, text);
  }
}
