import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download, DownloadError, partOf } from '../../../src/runtime/weights/published/download.ts';
import { getPublished } from '../../../src/runtime/weights/published/get-published.ts';
import { addPublished } from '../../../src/runtime/weights/published/add-published.ts';
import type { Published } from '../../../src/runtime/weights/published/published.ts';
import { uniform } from '../../support/draws.ts';
import { serveFile } from '../../support/file-server.ts';

const content = Buffer.from(uniform('a file of weights', 250_000).buffer);
const other = Buffer.from(uniform('another file', 250_000).buffer);
const md5 = createHash('md5').update(content).digest('hex');
const patience = { stall: 400, pause: 5, attempts: 4 };

let folder = '';
let into = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netc-download-'));
  into = join(folder, 'weights/file.h5');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const left = (): readonly string[] =>
  existsSync(join(folder, 'weights')) ? readdirSync(join(folder, 'weights')).sort() : [];

const get = (url: string, more: Partial<Parameters<typeof download>[0]> = {}): Promise<void> =>
  download({ url: `${url}/file.h5`, into, md5, patience, ...more });

async function whyNot(work: Promise<unknown>): Promise<DownloadError['why']> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DownloadError)) throw new Error(`no failed download: ${String(error)}`);
  return error.why;
}

describe('a download', () => {
  it('is there whole, and reports every byte', async () => {
    await using server = await serveFile(content, [{ slow: { piece: 200_000, pause: 5 } }]);
    const seen: number[] = [];
    await get(server.url, {
      progress: (done, total) => {
        expect(total).toBe(content.length);
        seen.push(done);
      },
    });
    expect(readFileSync(into).equals(content)).toBe(true);
    expect(left()).toEqual(['file.h5']);
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(content.length);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(4);
  });

  it('takes its time where the server does, as long as something comes', async () => {
    // Slower as a whole than what would be waited for without a byte.
    await using server = await serveFile(content, [{ slow: { piece: 100_000, pause: 60 } }]);
    await get(server.url);
    expect(readFileSync(into).equals(content)).toBe(true);
    expect(server.asked).toHaveLength(1);
  });

  it('goes on where the connection broke, again and again', async () => {
    const cut = { cutAfter: 300_000 };
    await using server = await serveFile(content, [cut, cut, cut, {}]);
    await get(server.url);
    expect(readFileSync(into).equals(content)).toBe(true);
    const [first, ...later] = server.asked.map(({ from }) => from);
    expect(first).toBeUndefined();
    expect(later).toHaveLength(3);
    for (const [index, from] of later.entries()) expect(from).toBe(300_000 * (index + 1));
    expect(left()).toEqual(['file.h5']);
  });

  it('goes on where a server has stopped answering', async () => {
    await using server = await serveFile(content, [{ stallAfter: 400_000 }, {}]);
    await get(server.url);
    expect(readFileSync(into).equals(content)).toBe(true);
    expect(server.asked.map(({ from }) => from)).toEqual([undefined, 400_000]);
  });

  it('goes on in a later process where an earlier one gave up', async () => {
    await using broken = await serveFile(content, [{ cutAfter: 600_000 }]);
    expect(await whyNot(get(broken.url, { patience: { ...patience, attempts: 1 } }))).toMatchObject({
      kind: 'connection',
      reason: 'the connection ended early',
    });
    expect(left()).toEqual(['file.h5.part', 'file.h5.part.mark']);
    await using server = await serveFile(content);
    await get(server.url);
    expect(server.asked.map(({ from }) => from)).toEqual([600_000]);
    expect(readFileSync(into).equals(content)).toBe(true);
  });

  it('begins anew where the server cannot send parts', async () => {
    await using server = await serveFile(content, [{ cutAfter: 300_000 }, { ranges: false }]);
    await get(server.url);
    expect(server.asked).toHaveLength(2);
    expect(readFileSync(into).equals(content)).toBe(true);
  });

  it('begins anew where the file has changed since', async () => {
    await using server = await serveFile(content, [
      { cutAfter: 300_000, content: other, etag: '"old"' },
      { etag: '"new"' },
    ]);
    await get(server.url);
    expect(server.asked.map(({ from }) => from)).toEqual([undefined, 300_000]);
    expect(readFileSync(into).equals(content)).toBe(true);
  });

  it('begins anew where nothing tells versions apart', async () => {
    await using server = await serveFile(content, [{ cutAfter: 300_000, etag: null }, { etag: null }]);
    await get(server.url);
    expect(server.asked.map(({ from }) => from)).toEqual([undefined, undefined]);
    expect(readFileSync(into).equals(content)).toBe(true);
  });

  it('begins once more where its parts were of two files', async () => {
    await using server = await serveFile(content, [{ cutAfter: 300_000, content: other }, {}]);
    await get(server.url);
    expect(server.asked.map(({ from }) => from)).toEqual([undefined, 300_000, undefined]);
    expect(readFileSync(into).equals(content)).toBe(true);
  });

  it('leaves nothing of a file with another checksum', async () => {
    await using server = await serveFile(other);
    expect(await whyNot(get(server.url))).toMatchObject({
      kind: 'checksum',
      expected: md5,
      given: createHash('md5').update(other).digest('hex'),
      bytes: other.length,
    });
    expect(left()).toEqual([]);
    expect(server.asked).toHaveLength(1);
  });

  it.each([404, 403, 410])('gives up at once where the server answers %i', async (status) => {
    await using server = await serveFile(content, [{ status }]);
    expect(await whyNot(get(server.url))).toEqual({ kind: 'server', reason: `the server answers ${status}` });
    expect(server.asked).toHaveLength(1);
  });

  it.each([500, 503, 429])('tries again where the server answers %i', async (status) => {
    await using server = await serveFile(content, [{ status }, { status }, {}]);
    await get(server.url);
    expect(readFileSync(into).equals(content)).toBe(true);
    expect(server.asked).toHaveLength(3);
  });

  it('says that nobody is there', async () => {
    const server = await serveFile(content);
    await server[Symbol.asyncDispose]();
    const { reason } = await whyNot(get(server.url, { patience: { ...patience, attempts: 2 } }));
    expect(reason).toBe('its server refuses the connection');
  });

  it('keeps what has arrived where it is stopped', async () => {
    await using server = await serveFile(content, [{ stallAfter: 500_000 }]);
    const stop = new AbortController();
    const work = get(server.url, {
      signal: stop.signal,
      patience: { ...patience, stall: 60_000 },
      progress: (done) => {
        if (done >= 500_000) stop.abort();
      },
    });
    expect((await whyNot(work)).kind).toBe('connection');
    expect(readFileSync(partOf(into))).toHaveLength(500_000);
    expect(existsSync(into)).toBe(false);
  });

  it.runIf(existsSync('/dev/full'))('says that the disk is full', async () => {
    await using server = await serveFile(content);
    await using empty = await serveFile(content, [{ status: 404 }]);
    // Makes the folder.
    await whyNot(get(empty.url));
    symlinkSync('/dev/full', partOf(into));
    expect(await whyNot(get(server.url))).toMatchObject({ kind: 'disk', reason: 'the disk is full' });
    expect(server.asked).toHaveLength(1);
    expect(existsSync(into)).toBe(false);
  });
});

describe('published weights', () => {
  const request = { block: 'VGG16', from: 'std/vgg', top: false, weights: 'imagenet' };
  const name = 'vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5';

  beforeEach(() => {
    process.env['NETC_CACHE'] = folder;
  });
  afterEach(() => {
    delete process.env['NETC_CACHE'];
    delete process.env['NETC_WEIGHTS_URL'];
  });

  const unsigned = { block: 'MobileNet', from: 'std/mobilenet', top: false, weights: 'imagenet' };

  it('come from the server that NETC_WEIGHTS_URL names, once', async () => {
    await using server = await serveFile(content);
    process.env['NETC_WEIGHTS_URL'] = `${server.url}/mirror/`;
    const seen: string[] = [];
    const getting = { begins: (url: string) => seen.push(url), patience };
    const path = await getPublished(unsigned, undefined, getting);
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(server.asked).toEqual([
      { path: '/mirror/mobilenet/mobilenet_1_0_224_tf_no_top.h5', from: undefined },
    ]);
    expect(seen).toEqual([`${server.url}/mirror/mobilenet/mobilenet_1_0_224_tf_no_top.h5`]);
    expect(await getPublished(unsigned, undefined, getting)).toBe(path);
    expect(server.asked).toHaveLength(1);
  });

  it('are downloaded once where two want them', async () => {
    await using server = await serveFile(content, [{ slow: { piece: 200_000, pause: 40 } }]);
    process.env['NETC_WEIGHTS_URL'] = server.url;
    const waited: string[] = [];
    const getting = { waits: (file: string) => waited.push(file), patience };
    const paths = await Promise.all([1, 2].map(() => getPublished(unsigned, undefined, getting)));
    expect(paths[0]).toBe(paths[1]);
    expect(server.asked).toHaveLength(1);
    expect(waited).toEqual(['mobilenet_1_0_224_tf_no_top.h5']);
    expect(readFileSync(paths[0] ?? '').equals(content)).toBe(true);
  });

  it('are asked for with the checksum that Keras has for them', async () => {
    await using server = await serveFile(content);
    process.env['NETC_WEIGHTS_URL'] = server.url;
    await expect(getPublished(request, undefined, { patience })).rejects.toMatchObject({
      diagnostics: [
        {
          code: 'NET7226',
          expected: 'MD5 6d6bbae143d832006294945121d1f1fc',
          given: `MD5 ${md5}, of ${content.length} bytes`,
        },
      ],
    });
    expect(readdirSync(join(folder, 'weights/imagenet'))).toEqual([]);
  });

  it('that cannot be had are named, with where they are and the command that adds them', async () => {
    await using server = await serveFile(content, [{ status: 404 }]);
    process.env['NETC_WEIGHTS_URL'] = server.url;
    const url = `${server.url}/vgg16/${name}`;
    await expect(getPublished(request, undefined, { patience })).rejects.toMatchObject({
      diagnostics: [
        {
          code: 'NET7225',
          title: `${url} could not be downloaded: the server answers 404`,
          hint: `Get ${name} from ${url} in another way, then: netc weights add imagenet/vgg16 ${name} (it is kept in ${join(folder, 'weights/imagenet', name)}).`,
        },
      ],
    });
  });

  it('are added by hand in the place of a download that was cut off', async () => {
    const known: readonly Published[] = [
      { name: 'imagenet/vgg16', block: 'VGG16', top: false, path: `vgg16/${name}`, md5 },
    ];
    await using server = await serveFile(content, [{ cutAfter: 300_000 }]);
    process.env['NETC_WEIGHTS_URL'] = server.url;
    await expect(
      getPublished(request, undefined, { patience: { ...patience, attempts: 1 } }),
    ).rejects.toThrow('NET7225');
    expect(readdirSync(join(folder, 'weights/imagenet'))).toEqual([`${name}.part`, `${name}.part.mark`]);
    const file = join(folder, 'from a friend.h5');
    writeFileSync(file, content);
    const added = await addPublished('imagenet/VGG16', file, known);
    expect(added).toMatchObject({ name: 'imagenet/vgg16', top: false, bytes: content.length, md5 });
    expect(readdirSync(join(folder, 'weights/imagenet'))).toEqual([name]);
    expect(await getPublished(request, undefined, { patience })).toBe(added.path);
    writeFileSync(file, other);
    await expect(addPublished('imagenet/vgg16', file, known)).rejects.toThrow('NET7228');
    expect(readFileSync(added.path).equals(content)).toBe(true);
  });
});
