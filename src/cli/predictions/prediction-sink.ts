import process from 'node:process';
import { countLine } from '../count-line.ts';
import type { Terminal } from '../terminal.ts';

/** Where predictions go. */
export interface PredictionSink {
  write(text: string): Promise<void>;
  /** Says how far it is, where somebody would wait without a sign. */
  progress(done: number, total: number): void;
  /** Everything is written. */
  finish(): Promise<void>;
  /** Something went wrong, and the rest will not come. */
  discard(): Promise<void>;
}

/** The results' stream, at the speed of whoever reads it. */
export function sinkToTerminal(terminal: Terminal): PredictionSink {
  return {
    write: async (text) => {
      terminal.out(text);
      await terminal.taken();
    },
    progress: () => undefined,
    finish: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
}

const PIECE = 1 << 16;
const interrupted = 130;

/**
 * A file that appears when it is whole, also where Ctrl-C comes between.
 * @throws Problem NET7003 or NET7004 where it cannot be written
 */
export async function sinkToFile(path: string, terminal: Terminal): Promise<PredictionSink> {
  const { openWhole } = await import('../../runtime/run-folder/write-whole.ts');
  const file = await openWhole(path);
  const line = await countLine(terminal);
  const encoder = new TextEncoder();
  let waiting = '';
  const flush = async (): Promise<void> => {
    const text = waiting;
    waiting = '';
    await file.write(encoder.encode(text));
  };
  const stop = (): void => {
    line.close();
    void file.discard().finally(() => process.exit(interrupted));
  };
  process.once('SIGINT', stop);
  const end = (): void => {
    process.off('SIGINT', stop);
    line.close();
  };
  return {
    write: async (text) => {
      waiting += text;
      if (waiting.length >= PIECE) await flush();
    },
    progress: (done, total) => {
      line.show('predicted', done, total);
    },
    finish: async () => {
      await flush();
      await file.finish();
      end();
    },
    discard: async () => {
      end();
      await file.discard();
    },
  };
}
