import process from 'node:process';

/** Where a command writes, and what may be assumed of it. */
export interface Terminal {
  /** Results: what a pipe should get. */
  out(text: string): void;
  /** Waits until the reader of the results has taken most of them: for who writes very much. */
  taken(): Promise<void>;
  /** Everything said beside the results. */
  err(text: string): void;
  /** Whether a person watches the results appear, so that lines may be redrawn. */
  readonly interactive: boolean;
  /** Whether colours are wanted on each stream (NO_COLOR, FORCE_COLOR, a pipe). */
  readonly outColor: boolean;
  readonly errColor: boolean;
  /** Columns to wrap at. */
  readonly width: number;
}

const narrowest = 40;
const widest = 120;
const usual = 80;

/** The terminal, or whatever stands in its place, of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  for (const stream of [stdout, stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // The reader of the pipe has gone (`netc … | head`): nobody is left to tell.
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  const columns = stdout.isTTY ? stdout.columns : stderr.isTTY ? stderr.columns : usual;
  return {
    out: (text) => void stdout.write(text),
    taken: () =>
      new Promise((resolve) => {
        if (stdout.writableNeedDrain) stdout.once('drain', resolve);
        else resolve();
      }),
    err: (text) => void stderr.write(text),
    interactive: stdout.isTTY && process.env['TERM'] !== 'dumb' && process.env['CI'] === undefined,
    outColor: wantsColor(stdout.isTTY),
    errColor: wantsColor(stderr.isTTY),
    width: Math.min(widest, Math.max(narrowest, columns)),
  };
}

/** https://no-color.org: any value that is not empty says no. */
function wantsColor(isTerminal: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '0') return true;
  return isTerminal && TERM !== 'dumb';
}
