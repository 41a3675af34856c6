import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, expect } from 'vitest';

const program = fileURLToPath(new URL('../../bin/netc.js', import.meta.url));

export interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const folders: string[] = [];

/** A folder of its own for a test, gone afterwards. */
export function workplace(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'netc-cli-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Watch {
  /** Told of the output so far, and of a way to send a signal. */
  readonly onOutput?: (out: string, signal: (name: NodeJS.Signals) => void) => void;
  /** Options of Node itself. */
  readonly node?: readonly string[];
  /** Another script than netc. */
  readonly program?: string;
  /** Variables of the environment, beside the usual ones. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What comes in on standard input. */
  readonly input?: string | undefined;
  /** Another user than the one who tests: the superuser alone may ask for one. */
  readonly uid?: number | undefined;
}

/**
 * Runs `netc` in a folder, with a cache of its own, as in a pipe. Whatever it is asked, it shows no stack trace.
 */
export async function netc(folder: string, words: readonly string[], watch: Watch = {}): Promise<Result> {
  const child = spawn(process.execPath, [...(watch.node ?? []), watch.program ?? program, ...words], {
    cwd: folder,
    ...(watch.uid !== undefined && { uid: watch.uid }),
    env: {
      ...process.env,
      NO_COLOR: '1',
      NETC_DEBUG: '',
      XDG_CACHE_HOME: join(folder, '.cache'),
      ...watch.environment,
    },
  });
  child.stdin.end(watch.input);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    watch.onOutput?.(out, (name) => child.kill(name));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  expect(out + err).not.toMatch(/\n\s+at /);
  expect(out + err).not.toContain('NET7099');
  return { code, out, err };
}

/** What was said, in one line: titles are broken where lines end. */
export const unwrapped = (said: string): string => said.replace(/\s+/g, ' ');

/** Small photos of two classes that a small model can tell apart, light ones and dark ones; each another one. */
export async function drawPhotos(
  folder: string,
  counts: Readonly<Record<string, number>> = { train: 8, validation: 4, test: 4 },
): Promise<void> {
  for (const [hue, [split, count]] of Object.entries(counts).entries())
    for (const [index, name] of ['dark', 'light'].entries()) {
      const place = join(folder, 'photos', split, name);
      mkdirSync(place, { recursive: true });
      for (let number = 0; number < count / 2; number++) {
        const grey = 60 + index * 120 + ((number * 7) % 20);
        await sharp({
          create: {
            width: 20,
            height: 16,
            channels: 3,
            background: { r: grey, g: grey, b: 60 + ((hue * 67 + number * 13) % 120) },
          },
        })
          .jpeg()
          .toFile(join(place, `${number}.jpg`));
      }
    }
}

/** A program that trains on them in a moment. */
export const tiny = `param epochs = 2

data photos = images("photos") {
  size: 12x12
  split: folders
}

model Tiny(photo: [12, 12, 3]) {
  output kind = photo -> conv(4, 3, relu) -> maxpool(2) -> flatten -> dropout(0.25) -> dense(1, sigmoid)
}

train tiny = Tiny on photos { // allow NET6050: it is there to run, not to learn
  batch: 3
  minimize: binary_crossentropy(kind)
  metrics: accuracy(kind)
  optimizer: rmsprop(1e-2)
  epochs: epochs
}
`;
