import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DownloadLines, DownloadMeter, downloadBar } from '../../src/cli/download-view.ts';
import { serveFile } from '../support/file-server.ts';
import { writeWeightFile } from '../support/weights.ts';
import { drawPhotos, netc, workplace, type Result } from './netc.ts';

const program = `import { MobileNet } from "std/mobilenet"

data photos = images("photos") { size: 32x32, pixels: tf, split: folders }

model Tiny(photo: [32, 32, 3]) {
  base = photo -> MobileNet(top: false, weights: "imagenet")
  output kind = base -> global_avgpool -> dense(1, sigmoid)
}

train tiny = Tiny on photos {
  batch: 4
  minimize: binary_crossentropy(kind)
  optimizer: rmsprop(1e-3)
  phase top { freeze: base, epochs: 1 }
}
`;

const name = 'mobilenet_1_0_224_tf_no_top.h5';

afterEach(() => {
  delete process.env['NETC_WEIGHTS_URL'];
});

/** A program, photos, and a file that arrives well and is of another network: the run ends before it trains. */
async function prepared(): Promise<{
  readonly folder: string;
  readonly content: Buffer;
  readonly cache: string;
}> {
  const folder = workplace({ 'tiny.net': program });
  await drawPhotos(folder);
  const path = join(folder, 'other.safetensors');
  writeWeightFile(path, { 'some.weight': [400, 1000] });
  return { folder, content: readFileSync(path), cache: join(folder, '.cache/netc/weights/imagenet') };
}

const run = (folder: string, watch?: Parameters<typeof netc>[2]): Promise<Result> =>
  netc(folder, ['run', 'tiny.net', '--engine', 'cpu'], watch);

describe('netc run without its weights', () => {
  it('shows the download, is stopped by Ctrl-C, and goes on from there', async () => {
    const { folder, content, cache } = await prepared();
    await using server = await serveFile(content, [{ stallAfter: 700_000 }, {}]);
    process.env['NETC_WEIGHTS_URL'] = server.url;
    let sent = false;
    const stopped = await run(folder, {
      onOutput: (out, signal) => {
        if (sent || !/ kB of 1\.60 MB/.test(out)) return;
        sent = true;
        setTimeout(() => {
          signal('SIGINT');
        }, 300);
      },
    });
    expect(stopped.out).toContain(`Downloading ${server.url}/mobilenet/${name}`);
    expect(stopped.out).not.toContain('Finishing this step');
    expect(stopped.err).toContain('NET7229');
    expect(stopped.code).toBe(130);
    expect(existsSync(join(folder, 'runs'))).toBe(false);
    const part = readFileSync(join(cache, `${name}.part`));
    expect(part).toHaveLength(700_000);

    const { err } = await run(folder);
    expect(server.asked.map(({ from }) => from)).toEqual([undefined, 700_000]);
    expect(readFileSync(join(cache, name)).equals(content)).toBe(true);
    expect(readdirSync(cache)).toEqual([name]);
    expect(err).toContain('NET7221');
  });

  it('downloads once where two processes want the same', async () => {
    const { folder, content, cache } = await prepared();
    await using server = await serveFile(content, [{ slow: { piece: 200_000, pause: 500 } }]);
    process.env['NETC_WEIGHTS_URL'] = server.url;
    const results = await Promise.all([run(folder), run(folder)]);
    expect(server.asked).toHaveLength(1);
    expect(readFileSync(join(cache, name)).equals(content)).toBe(true);
    const waited = results.filter(({ out }) =>
      out.includes(`Another process is downloading ${name}: waiting for it`),
    );
    expect(waited).toHaveLength(1);
    for (const { err } of results) expect(err).toContain('NET7221');
  });

  it('says what is missing and how to add it, and has it then', async () => {
    const { folder, content, cache } = await prepared();
    await using server = await serveFile(content, [{ status: 404 }]);
    process.env['NETC_WEIGHTS_URL'] = server.url;
    const { code, err } = await run(folder);
    expect(code).toBe(2);
    expect(err.replaceAll(/\s+/g, ' ')).toContain(`then: netc weights add imagenet/mobilenet ${name}`);
    writeFileSync(join(folder, name), content);
    const added = await netc(folder, ['weights', 'add', 'imagenet/mobilenet', name]);
    expect(added.code).toBe(0);
    expect(readdirSync(cache)).toEqual([name]);
    const again = await run(folder);
    expect(server.asked).toHaveLength(1);
    expect(again.err).toContain('NET7221');
  });
});

describe('a download on the screen', () => {
  const state = { file: '/cache/vgg16.h5', done: 138e6, total: 553e6, bytesPerSecond: 12.3e6 };

  it('is a bar with how much, how fast, and how long', () => {
    expect(downloadBar(state, 120)).toBe(
      '━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 138 MB of 553 MB  12.3 MB/s  33.7 s left  vgg16.h5',
    );
    expect(downloadBar({ ...state, total: undefined }, 120)).toBe('138 MB  12.3 MB/s  vgg16.h5');
    expect(downloadBar(state, 60)).toBe('━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 138 MB of 553 MB  12.3 MB/s');
  });

  it('is as fast as what has come since it began', () => {
    let now = 0;
    const meter = new DownloadMeter(() => now);
    expect(meter.measure('a', 500, 2000).bytesPerSecond).toBe(0);
    now = 2000;
    expect(meter.measure('a', 1500, 2000).bytesPerSecond).toBe(500);
    // From the beginning once more.
    expect(meter.measure('a', 0, 2000).bytesPerSecond).toBe(0);
    now = 3000;
    expect(meter.measure('a', 100, 2000).bytesPerSecond).toBe(100);
  });

  it('is few lines in a pipe', () => {
    const lines = new DownloadLines();
    const written: string[] = [];
    for (let done = 0; done <= 1000; done += 7) {
      const line = lines.line({ file: 'a', done: Math.min(done, 994), total: 994, bytesPerSecond: 0 });
      if (line !== undefined) written.push(line);
    }
    expect(written).toHaveLength(11);
    expect(written[0]).toBe('  0 B of 994 B');
    expect(written.at(-1)).toBe('  994 B of 994 B');
  });
});
