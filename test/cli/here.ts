import { runCommandLine } from '../../src/cli/run-command-line.ts';
import type { Result } from './netc.ts';

/** Runs `netc` in this process and its working directory, which starts faster than another process. */
export async function here(words: readonly string[]): Promise<Result> {
  let [out, err] = ['', ''];
  const code = await runCommandLine(words, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    taken: () => Promise.resolve(),
    interactive: false,
    outColor: false,
    errColor: false,
    width: 80,
  });
  return { code, out, err };
}
