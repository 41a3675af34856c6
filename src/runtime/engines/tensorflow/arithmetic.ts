import { readFile } from 'node:fs/promises';
import type { Arithmetic } from '../../../codegen/savedmodel/emit-savedmodel.ts';
import type { Program } from '../../../ir/program.ts';
import { runCommand } from '../install/command.ts';

/** Compute capability from which NVIDIA's GPUs multiply in bfloat16 (Ampere). */
const AMPERE = 8;

/** What training steps compute in: `auto` is bfloat16 where the device multiplies in it, and float32 elsewhere. */
export async function arithmeticFor(precision: Program['precision'], onGpu: boolean): Promise<Arithmetic> {
  if (precision !== 'auto') return precision;
  return (await (onGpu ? gpuGains() : processorGains())) ? 'bfloat16' : 'float32';
}

/** Whether the processor has instructions for bfloat16: AVX512-BF16 or AMX, as Linux lists them. */
async function processorGains(): Promise<boolean> {
  const facts = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const flags = /^flags\s*:(.*)$/m.exec(facts)?.[1]?.split(' ') ?? [];
  return flags.includes('avx512_bf16') || flags.includes('amx_bf16');
}

async function gpuGains(): Promise<boolean> {
  const { status, output } = await runCommand('nvidia-smi', [
    '--query-gpu=compute_cap',
    '--format=csv,noheader',
  ]);
  const capabilities = output.split('\n').flatMap((line) => (line.trim() === '' ? [] : [Number(line)]));
  return status === 0 && capabilities.length > 0 && capabilities.every((capability) => capability >= AMPERE);
}
