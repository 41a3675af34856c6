import { join } from 'node:path';
import { EngineError } from '../engine-error.ts';
import { lastLines, runCommand } from './command.ts';

/** Loads the package in a process of its own, so that a library this processor cannot run takes nobody with it. */
const SCRIPT = `
  const util = require('node:util');
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  const tf = require(process.argv[1]);
  const [sum] = tf.tensor1d([20, 22]).sum().reshape([1]).dataSync();
  if (sum !== 42) throw new Error('20 + 22 gave ' + sum);
`;

/** Computes something with the freshly built addon; throws an EngineError where that does not work. */
export async function tryAddon(folder: string, signal: AbortSignal | undefined): Promise<void> {
  const addon = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
  const { status, output } = await runCommand(process.execPath, ['-e', SCRIPT, addon], {
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
    signal,
  });
  if (status === 0) return;
  const illegal = status === 'SIGILL' || /instruction/i.test(output);
  throw new EngineError(
    'install',
    illegal
      ? 'TensorFlow needs processor instructions (AVX) that this machine does not have'
      : 'The TensorFlow library was built but does not run',
    {
      hint: 'netc uses its wasm engine on this machine.',
      detail: illegal ? undefined : lastLines(output, 8),
    },
  );
}
