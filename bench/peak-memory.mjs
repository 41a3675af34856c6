// @ts-check
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Runs a command to its end. Its peak is the most resident memory that it and its threads had, in MiB (Linux).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ readonly cwd: string, readonly env?: NodeJS.ProcessEnv }} where
 * @returns {Promise<{ readonly peak: number, readonly code: number | null, readonly seconds: number }>}
 */
export async function peakMemory(command, args, where) {
  const began = performance.now();
  const child = spawn(command, args, { ...where, stdio: ['ignore', 'ignore', 'inherit'] });
  let peak = 0;
  const timer = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // The process has ended between two looks.
    }
  }, 100);
  /** @type {number | null} */
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(timer);
  return { peak, code, seconds: (performance.now() - began) / 1000 };
}
