// @ts-check
/**
 * `npm run augmentation-pictures`: the pictures of docs/augmentation.md, each what `netc data FILE --preview` draws of a program with the
 * steps that it shows, on sample photos that are the same everywhere.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { must, root, setUp } from './setup.mjs';

/**
 * For each picture how many photos it shows, the seed of what is drawn, and what happens to them: a block each, by its name.
 * @type {Readonly<Record<string, { readonly photos: number, readonly seed: number, readonly steps: Readonly<Record<string, string>> }>>}
 */
export const pictures = {
  lecture: {
    photos: 2,
    seed: 0,
    steps: { lecture: 'rotate(40deg) -> shift(20%) -> shear(0.2) -> zoom(20%) -> flip(horizontal)' },
  },
  geometry: {
    photos: 1,
    seed: 13,
    steps: {
      flip: 'flip(horizontal) -> flip(vertical)',
      rotate: 'rotate(40deg)',
      shift: 'shift(25%)',
      shear: 'shear(30deg)',
      zoom: 'zoom(40%)',
      scale: 'scale(0.7, 1.5)',
      crop: 'crop(30%)',
    },
  },
  fill: {
    photos: 1,
    seed: 0,
    steps: {
      nearest: 'scale(0.4, 0.8, fill: nearest) -> rotate(30deg)',
      constant: 'scale(0.4, 0.8, fill: constant) -> rotate(30deg)',
      reflect: 'scale(0.4, 0.8, fill: reflect) -> rotate(30deg)',
      wrap: 'scale(0.4, 0.8, fill: wrap) -> rotate(30deg)',
    },
  },
  colour: {
    photos: 1,
    seed: 13,
    steps: {
      brightness: 'brightness(0.4, 1.8)',
      contrast: 'contrast(0.2, 2)',
      saturation: 'saturation(0.1, 2.5)',
      hue: 'hue(120deg)',
      grey: 'grey',
    },
  },
  noise: {
    photos: 1,
    seed: 0,
    steps: { blur: 'blur(0.5, 3)', noise: 'noise(2%, 20%)', cutout: 'cutout(40%)' },
  },
  choices: {
    photos: 1,
    seed: 0,
    steps: {
      maybe: 'maybe(50%, grey -> blur(2))',
      one_of: 'one_of[blur(2), noise(15%), cutout(30%), grey]',
      trivial: 'trivial',
    },
  },
  mixing: { photos: 2, seed: 0, steps: { mixup: 'mix: mixup(1)', cutmix: 'mix: cutmix(1)' } },
};

/**
 * A program with a train for each of some steps.
 * @param {(typeof pictures)[string]} picture
 */
export function programOf({ seed, steps }) {
  const trains = Object.entries(steps).map(([name, written]) => {
    const isMix = written.startsWith('mix: ');
    const augment = isMix ? '' : `augment shown_${name} = ${written}\n`;
    return `${augment}train with_${name} = Net on pets {
  ${isMix ? written : `augment: shown_${name}`}
  minimize: binary_crossentropy(kind)
  optimizer: adam(1e-3)
  epochs: 10
  seed: ${seed}
}
`;
  });
  return `data pets = images("pets") { size: 100x100, split: folders }

model Net(photo: [100, 100, 3]) {
  output kind = photo -> global_avgpool -> dense(1, sigmoid)
}

${trains.join('\n')}`;
}

async function draw() {
  setUp();
  // Only now: what it imports has just been built.
  const { previewAugmentation } = await import('../dist/runtime/project/preview-augmentation.js');
  const folder = mkdtempSync(join(tmpdir(), 'netc-pictures-'));
  try {
    const netc = join(root, 'bin', 'netc.js');
    must(process.execPath, [
      ...[netc, 'sample', 'pets', join(folder, 'pets')],
      ...['--train', '12', '--validation', '2', '--test', '2', '--size', '300', '--seed', '4'],
    ]);
    for (const [name, picture] of Object.entries(pictures)) {
      const { photos, steps } = picture;
      const file = join(folder, `${name}.net`);
      writeFileSync(file, programOf(picture));
      const path = join(root, 'docs', 'images', 'augmentation', `${name}.jpg`);
      const shown = await previewAugmentation(file, {
        ...{ workingDirectory: folder, settings: {}, path, photos },
        heading: (_where, what) => steps[what.replace('shown_', '')] ?? what,
      });
      console.log(`${name}.jpg: ${shown.join(', ')}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await draw();
