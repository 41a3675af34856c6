import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What became of reading one file, with all of its arrays. */
export interface Outcome {
  readonly path: string;
  /** `read`, the code of what was said of it, or `crash`. */
  readonly code: string;
  /** What was said, or the error that nobody had foreseen. */
  readonly text: string;
}

export interface Judgement {
  readonly outcomes: readonly Outcome[];
  /** The most memory that the process had, in bytes. */
  readonly peak: number;
}

const reader = new URL('../../dist/runtime/weights/files/open-weight-file.js', import.meta.url).href;
const problem = new URL('../../dist/runtime/problem.js', import.meta.url).href;

/** Reads one file after another in a process of its own; where that hangs, all it has said is in vain. */
const script = `
import { readFileSync } from 'node:fs';
import { openWeightFile } from ${JSON.stringify(reader)};
import { Problem } from ${JSON.stringify(problem)};
const say = (value) => new Promise((done) => process.stdout.write(JSON.stringify(value) + '\\n', done));
for (const path of JSON.parse(readFileSync(0, 'utf8'))) {
  await say({ begins: path });
  try {
    const file = await openWeightFile(path);
    let wrong;
    try {
      for (const tensor of file.tensors)
        await file.read(tensor).catch((error) => {
          if (!(error instanceof Problem)) throw error;
          wrong = error;
        });
    } finally {
      await file.close();
    }
    if (wrong !== undefined) throw wrong;
    const [note] = file.notes;
    await say({ path, code: 'read', text: note === undefined ? '' : note.code + ': ' + note.title });
  } catch (error) {
    if (error instanceof Problem) await say({ path, code: error.diagnostics[0].code, text: error.diagnostics[0].title });
    else await say({ path, code: 'crash', text: String(error.stack) });
  }
}
await say({ peak: process.resourceUsage().maxRSS * 1024 });
`;

/** No file that is read here takes a hundredth of it. */
const patience = 120_000;

/**
 * Reads files in a process of its own, whose heap is small.
 * @throws Error where that process dies, or does not come to an end
 */
export async function judgeWeightFiles(paths: readonly string[]): Promise<Judgement> {
  const child = spawn(process.execPath, ['--max-old-space-size=256', '--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  child.stdin.end(JSON.stringify(paths));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  // The script above writes them.
  const said = out
    .split('\n')
    .filter((line) => line !== '')
    .map(
      (line) => JSON.parse(line) as Partial<Outcome> & { readonly begins?: string; readonly peak?: number },
    );
  const last = said.findLast(({ begins }) => begins !== undefined)?.begins ?? '';
  if (code !== 0) throw new Error(`reading ${last} ended with ${code ?? 'no end'}\n${err.slice(-2000)}`);
  return {
    outcomes: said.flatMap(({ path, code: found, text }) =>
      path === undefined || found === undefined ? [] : [{ path, code: found, text: text ?? '' }],
    ),
    peak: said.at(-1)?.peak ?? Infinity,
  };
}
