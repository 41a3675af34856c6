import { copyFileSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { here } from '../cli/here.ts';
import { netc } from '../cli/netc.ts';
import { describeWithChromium, openChromium, type OpenChromium } from '../support/chromium.ts';
import { smallPets, trainedRun } from '../support/small-pets.ts';
import { serve } from '../support/static-server.ts';
import { Demo } from './demo.ts';

/** Twelve classes, of which the page shows five; a photo is cut to another shape and antialiased. */
const animals = `data animals = images("data/animals") {
  size: 40x28
  resize: crop(antialias: true)
  split: folders
  pixels: torch
}

model Animals(photo: [40, 28, 3]) {
  output kind = photo -> conv(8, 3, relu) -> maxpool(2) -> conv(8, 3, relu) -> global_avgpool -> dense(12, softmax)
}

train kinds = Animals on animals { // allow NET6050: it is there to run, not to learn
  batch: 10
  minimize: cross_entropy(kind)
  optimizer: rmsprop(1e-2)
  epochs: 2
}
`;

/** Two photos at once, one of them grey with black bars; a number and two classes. */
const pairs = `data pairs = table("data/pairs.csv") {
  left:  image(column: "left", size: 20x16)
  right: image(column: "right", size: 18x18, channels: 1, resize: pad)
  same:  binary("no", "yes")
  apart: number
  split: counts(12, 2, 2)
}

model Pairs(left: [20, 16, 3], right: [18, 18, 1]) {
  both = [left -> conv(4, 3, relu) -> global_avgpool, right -> conv(4, 3, relu) -> global_avgpool] -> concat
  output same = both -> dense(1, sigmoid)
  output apart = both -> dense(1)
}

train couples = Pairs on pairs {
  batch: 4
  minimize: binary_crossentropy(same) + mse(apart)
  optimizer: rmsprop(1e-2)
  epochs: 2
}
`;

const classNames = ['cat', 'dog'] as const;

describeWithChromium('the page of an export in Chromium', () => {
  const { run } = trainedRun(smallPets);
  let chromium: OpenChromium;
  /** Photos without losses: one of each class, and one of which half can be seen through. */
  const lossless = ['cat.png', 'dog.png', 'glass.png'];

  beforeAll(async () => {
    for (const name of classNames)
      await sharp(join('data/pets/test', name, `${name}.0001.jpg`))
        .png()
        .toFile(`${name}.png`);
    const { data, info } = await sharp('cat.png').ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    for (let pixel = 0; pixel < info.width * info.height; pixel++) data[pixel * 4 + 3] = pixel % 256;
    await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
      .png()
      .toFile('glass.png');
    await exported(run, 'pets');
    chromium = await openChromium();
  }, 240_000);
  afterAll(() => chromium.close());

  async function exported(from: string, to: string, ...words: readonly string[]): Promise<void> {
    expect((await here(['export', from, '--to', 'tfjs', '-o', to, '--force', ...words])).err).toBe('');
  }

  const opened = (address: string): Promise<Demo> => Demo.open(chromium.browser, address);

  /** What netc says of the dog on photos, in their order. */
  async function ours(from: string, photos: readonly string[]): Promise<readonly number[]> {
    const { out, err } = await here(['predict', from, ...photos, '--json', '--engine', 'cpu']);
    expect(err).toBe('');
    const { predictions } = JSON.parse(out) as Predictions;
    return predictions.map(({ outputs }) => outputs['kind']?.probabilities?.['dog'] ?? NaN);
  }

  async function dogs(demo: Demo, photos: readonly string[]): Promise<readonly number[]> {
    const values: number[] = [];
    for (const photo of photos) {
      const { answers, fault } = await demo.answerTo(resolve(photo));
      expect(fault).toBe('');
      values.push(answers['kind']?.find(({ name }) => name === 'dog')?.value ?? NaN);
    }
    return values;
  }

  function expectAlike(said: readonly number[], expected: readonly number[], bound: number): void {
    expect(said).toHaveLength(expected.length);
    for (const [index, value] of said.entries())
      expect(Math.abs(value - (expected[index] ?? NaN))).toBeLessThan(bound);
  }

  it.each(['', '?backend=webgl', '?backend=cpu'])(
    'opened as a file%s says of dropped photos what netc says',
    async (backend) => {
      const demo = await opened(resolve('pets/index.html'));
      await demo.page.goto(`${demo.page.url()}${backend}`);
      await demo.page.waitForFunction("/^Ready/.test(document.getElementById('state').textContent)");
      expectAlike(await dogs(demo, lossless), await ours(run, lossless), 1e-4);
      expect(demo.complaints).toEqual([]);
      for (const request of demo.requests) expect(request).toMatch(/^(?:file|data|blob):/);
      const { state } = await demo.said();
      expect(state).toMatch(
        /^[\d.]+ m?s with (?:the graphics card|WebAssembly|JavaScript), and [\d.]+ m?s to read the photo\.$/,
      );
    },
    120_000,
  );

  it('from a web server reads the model from there and asks nobody else', async () => {
    const server = await serve(resolve('pets'));
    const demo = await opened(`${server.address}/index.html`);
    expectAlike(await dogs(demo, lossless), await ours(run, lossless), 1e-4);
    expect(server.asked.toSorted()).toEqual([
      '/group1-shard1of1.bin',
      '/index.html',
      '/model.json',
      '/page.js',
    ]);
    for (const request of demo.requests)
      expect(request).toMatch(new RegExp(`^(?:${server.address}/|data:|blob:)`));
    expect(demo.complaints).toEqual([]);
    await server.close();
  }, 120_000);

  it('says nearly the same of JPEGs, which Chromium decodes with another arithmetic', async () => {
    const photos = classNames.flatMap((name) =>
      readdirSync(join('data/pets/test', name)).map((file) => join('data/pets/test', name, file)),
    );
    const turned = 'turned.jpg';
    await sharp('cat.png').rotate(90).withMetadata({ orientation: 8 }).jpeg({ quality: 95 }).toFile(turned);
    const demo = await opened(resolve('pets/index.html'));
    const said = await dogs(demo, [...photos, turned, 'cat.png']);
    expectAlike(said.slice(0, -1), await ours(run, [...photos, turned]), 0.02);
    // The upright photo under a turned one: a page that forgets the orientation is far off.
    expect(Math.abs((said.at(-2) ?? NaN) - (said.at(-1) ?? NaN))).toBeLessThan(0.02);
  }, 120_000);

  it('takes photos that are chosen by keyboard or pasted', async () => {
    const demo = await opened(resolve('pets/index.html'));
    const { page } = demo;
    const expected = await ours(run, ['dog.png', 'cat.png']);
    const chooser = page.waitForFileChooser();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await (await chooser).accept([resolve('dog.png')]);
    const chosen = (await demo.said()).answers['kind']?.find(({ name }) => name === 'dog')?.value ?? NaN;
    await demo.forget();
    const bytes = readFileSync('cat.png').toString('base64');
    await page.evaluate(`(() => {
      const bytes = Uint8Array.from(atob('${bytes}'), (letter) => letter.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], 'cat.png', { type: 'image/png' }));
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
    })()`);
    const pasted = (await demo.said()).answers['kind']?.find(({ name }) => name === 'dog')?.value ?? NaN;
    expectAlike([chosen, pasted], expected, 1e-4);
  }, 60_000);

  it('says plainly what is no photo or a broken one, and goes on', async () => {
    writeFileSync('notes.jpg', 'not a photo at all');
    writeFileSync('cut.png', readFileSync('cat.png').subarray(0, 3000));
    const damaged = readFileSync('cat.png');
    damaged.fill(0, 200, damaged.length - 100);
    writeFileSync('damaged.png', damaged);
    await sharp('cat.png').tiff().toFile('cat.tiff');
    writeFileSync('empty.jpg', '');
    const demo = await opened(resolve('pets/index.html'));
    const faultOf = async (file: string): Promise<string> => (await demo.answerTo(resolve(file))).fault;
    expect(await faultOf('notes.jpg')).toMatch(/^notes\.jpg is a text file, not a photo/);
    expect(await faultOf('cut.png')).toMatch(/^cut\.png is cut short: its end is missing/);
    expect(await faultOf('damaged.png')).toMatch(/^damaged\.png cannot be decoded/);
    expect(await faultOf('empty.jpg')).toMatch(/^empty\.jpg is empty/);
    expect(await faultOf('cat.tiff')).toMatch(
      /^cat\.tiff is a photo of a kind that this browser does not show: TIFF/,
    );
    await demo.forget();
    await demo.page.evaluate(
      "document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: new DataTransfer() }))",
    );
    expect((await demo.said()).fault).toMatch(/^There is no photo in what was dropped or pasted/);
    expectAlike(await dogs(demo, ['cat.png']), await ours(run, ['cat.png']), 1e-4);
  }, 60_000);

  it('says how to serve a model that is not in the page, and what is missing on a server', async () => {
    cpSync('pets', 'large', { recursive: true });
    rmSync(join('large', 'model.js'));
    expect((await (await opened(resolve('large/index.html'))).said()).fault).toMatch(
      /too large.*npx http-server/s,
    );
    rmSync(join('large', 'group1-shard1of1.bin'));
    const server = await serve(resolve('large'));
    expect((await (await opened(`${server.address}/index.html`)).said()).fault).toMatch(
      /^The model beside this page cannot be read/,
    );
    await server.close();
  }, 60_000);

  it('shows the five likeliest of twelve classes, of quantized weights too', async () => {
    const folder = process.cwd();
    const counts = ['--train', '40', '--validation', '20', '--test', '20', '--size', '120'];
    expect((await here(['sample', 'animals', 'data/animals', ...counts])).err).toBe('');
    writeFileSync('animals.net', animals);
    expect((await netc(folder, ['run', 'animals.net', '--engine', 'wasm'])).err).toBe('');
    for (const quantize of ['none', 'uint8']) {
      await exported('runs/0002-kinds', 'animals', '--fold', '--quantize', quantize);
      const demo = await opened(resolve('animals/index.html'));
      const { answers } = await demo.answerTo(resolve('cat.png'));
      const { out } = await here([
        'predict',
        'animals',
        'cat.png',
        '--json',
        '--top',
        '5',
        '--engine',
        'cpu',
      ]);
      const expected = (JSON.parse(out) as Predictions).predictions[0]?.outputs['kind']?.top ?? [];
      expect(answers['kind']?.map(({ name }) => name)).toEqual(expected.map((each) => each.class));
      expectAlike(
        answers['kind']?.map(({ value }) => value) ?? [],
        expected.map(({ probability }) => probability),
        1e-4,
      );
      expect(answers['kind']?.[0]?.shown).toMatch(/^\d+\.\d %$/);
    }
  }, 240_000);

  it('asks for two photos where a sample has two, and fits a telephone', async () => {
    const folder = process.cwd();
    const rows = Array.from({ length: 16 }, (_, row) => {
      const [left, right] = [classNames[row % 2] ?? 'cat', classNames[(row >> 1) % 2] ?? 'cat'];
      const name = (kind: string, number: number): string => `pets/train/${kind}/${kind}.000${number}.jpg`;
      return [
        name(left, 1 + (row % 8)),
        name(right, 1 + ((row * 3) % 8)),
        left === right ? 'yes' : 'no',
        row % 5,
      ].join();
    });
    writeFileSync('data/pairs.csv', ['left,right,same,apart', ...rows, ''].join('\n'));
    writeFileSync('pairs.net', pairs);
    expect((await netc(folder, ['run', 'pairs.net', '--engine', 'wasm'])).err).toBe('');
    await exported('runs/0003-couples', 'pairs');
    for (const name of classNames) copyFileSync(`${name}.png`, join('data', `${name}.png`));
    writeFileSync('data/two.csv', 'left,right\ncat.png,dog.png\n');
    const { out } = await here(['predict', 'pairs', 'data/two.csv', '--json', '--engine', 'cpu']);
    const expected = (JSON.parse(out) as Predictions).predictions[0]?.outputs;

    const demo = await opened(resolve('pairs/index.html'));
    await demo.page.setViewport({ width: 360, height: 700 });
    await demo.drop(resolve('cat.png'), '#photos section:nth-child(1) .drop');
    await demo.page.waitForSelector('#photos section:nth-child(1) figure');
    expect(await demo.page.$('.answer')).toBeNull();
    await demo.drop(resolve('dog.png'), '#photos section:nth-child(2) .drop');
    const { answers } = await demo.said();
    const yes = answers['same']?.find(({ name }) => name === 'yes')?.value ?? NaN;
    const [apart] = answers['apart'] ?? [];
    expectAlike(
      [yes, apart?.value ?? NaN],
      [expected?.['same']?.probabilities?.['yes'] ?? NaN, expected?.['apart']?.values?.[0] ?? NaN],
      1e-4,
    );
    expect(await demo.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(demo.complaints).toEqual([]);
    expect(basename(demo.page.url())).toBe('index.html');
  }, 240_000);
});

interface Predictions {
  readonly predictions: readonly {
    readonly outputs: Readonly<
      Record<
        string,
        {
          readonly probabilities?: Readonly<Record<string, number>>;
          readonly top?: readonly { readonly class: string; readonly probability: number }[];
          readonly values?: readonly number[];
        }
      >
    >;
  }[];
}
