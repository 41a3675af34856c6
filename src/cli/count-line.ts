import { grouped } from '../report/numbers.ts';
import type { Terminal } from './terminal.ts';

/** One line that counts up, where somebody watches; nothing in a pipe. */
export interface CountLine {
  show(what: string, done: number, total: number): void;
  say(text: string): void;
  close(): void;
}

const millisecondsBetweenFrames = 80;

export async function countLine(terminal: Terminal): Promise<CountLine> {
  if (!terminal.interactive)
    return {
      show: () => undefined,
      say: (text) => {
        terminal.err(`${text}\n`);
      },
      close: () => undefined,
    };
  const { default: live } = await import('log-update');
  let drawn = -Infinity;
  return {
    show: (what, done, total) => {
      const now = performance.now();
      if (now - drawn < millisecondsBetweenFrames && done < total) return;
      drawn = now;
      live(`${what} ${grouped(done)}/${grouped(total)}`);
    },
    say: (text) => {
      live(text);
    },
    close: () => {
      live.clear();
    },
  };
}
