import { spawn } from 'node:child_process';

export interface CommandResult {
  /** The exit status; undefined when the program is not there, a signal's name when one ended it. */
  readonly status: number | string | undefined;
  /** What it wrote to stdout and stderr, in order; the last 64 KiB. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

const KEPT = 64 * 1024;

/** Runs a program to its end; never throws for what the program does. Its input is empty. */
export function runCommand(
  program: string,
  args: readonly string[],
  { cwd, env, signal }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(program, args, {
      ...(cwd !== undefined && { cwd }),
      ...(signal && { signal }),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-KEPT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'EACCES') resolve({ status: undefined, output });
      else reject(error);
    });
    child.on('close', (code, signalName) => {
      resolve({ status: code ?? signalName ?? undefined, output });
    });
  });
}

/** The first of these programs that runs `probe` without error. */
export async function firstWorking(
  candidates: readonly (readonly [program: string, ...args: string[]])[],
  probe: readonly string[],
): Promise<readonly [string, ...string[]] | undefined> {
  for (const candidate of candidates) {
    const [program, ...args] = candidate;
    if ((await runCommand(program, [...args, ...probe])).status === 0) return candidate;
  }
  return undefined;
}

/** The end of a tool's output, for an error's detail. */
export function lastLines(output: string, count = 20): string {
  return output.trim().split('\n').slice(-count).join('\n');
}
