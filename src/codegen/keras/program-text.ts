import {
  takesPhotos,
  type ExportInput,
  type ExportSubject,
  type PhotoInput,
} from '../export/export-subject.ts';
import { takenText } from '../export/readme.ts';
import { modelStatements } from './statements.ts';
import type { CallId, KerasNetwork } from './network.ts';
import { ownClasses, type OwnClass } from './own-classes.ts';
import { python } from './python.ts';
import { trainingText } from './training-text.ts';

/** The program: what a model is made of, its weights loaded, photos told, and how it trains on. */
export function programText(subject: ExportSubject, network: KerasNetwork): string {
  const { facts } = subject;
  const training = trainingText(subject);
  const own = ownOf(network).map((name) => `${ownClasses[name]}\n\n`);
  const classes = facts.outputs.filter((output) => output.classes.length > 0);
  const single = facts.inputs.length === 1;
  const photos = facts.inputs.some(takesPhotos);
  const numbers = !facts.inputs.every(takesPhotos);
  return `"""${facts.model}, trained by netc ${facts.version} in the run ${facts.name} (${facts.weights} weights).

python model.py ${facts.inputs.map((input) => `${input.name}.${takesPhotos(input) ? 'jpg' : 'npy'}`).join(' ')}
${training === undefined ? '' : 'python model.py --train FOLDER --epochs 3    goes on with photos of FOLDER/CLASS\n'}"""

import argparse
from pathlib import Path

import keras
import numpy as np
from keras import layers
${photos ? 'from PIL import Image, ImageOps\n' : ''}
keras.config.set_image_data_format("channels_last")

WEIGHTS = Path(__file__).with_name("model.weights.h5")

# The names of each output's classes, in the order of their numbers.
CLASSES = {${classes.map(({ name, classes: list }) => `\n    ${python(name)}: [${list.map(python).join(', ')}],`).join('')}${classes.length > 0 ? '\n' : ''}}


${own.join('')}def build_model():
    """${facts.inputs.map((input) => `${input.name}: ${takenText(input)}, [batch, ${input.shape.join(', ')}]`).join('; ')}."""
${buildText(network)}


def load_model():
    model = build_model()
    model.load_weights(WEIGHTS)
    return model


${photos ? readPhoto : ''}${numbers ? readNumbers : ''}def predict(model, ${facts.inputs.map(({ name }) => argumentName(name)).join(', ')}):
    """What the model says of ${photos ? (numbers ? 'a sample' : single ? 'a photo' : 'photos') : 'a row of numbers'}: the numbers of each output."""
${predictText(subject, network)}


${training === undefined ? '' : `${training}\n\n`}def main():
    parser = argparse.ArgumentParser(description=${python(`What ${facts.model} says of ${photos ? 'photos' : 'rows of numbers'}.`)})
    parser.add_argument("photos", nargs="*"${single ? '' : `, help=${python(`in groups of ${facts.inputs.length}: ${facts.inputs.map(({ name }) => name).join(', ')}`)}`})
${training === undefined ? '' : trainingOptions}    words = parser.parse_args()
    model = load_model()
${training === undefined ? '' : trainingCall}${sayingText(facts.inputs.length)}


def describe(output, numbers):
    """Numbers of an output with the names of its classes."""
    names = CLASSES.get(output, [])
    if len(names) == 2 and len(numbers) == 1:
        numbers = ${facts.outputs.some(({ margin }) => margin) ? 'numbers if output in MARGINS else ' : ''}[1 - numbers[0], numbers[0]]
    return dict(zip(names, map(float, numbers))) if len(names) == len(numbers) else list(map(float, numbers))


if __name__ == "__main__":
    main()
`.replace('\n\n\ndef build_model', marginText(subject));
}

const readPhoto = `def read_photo(path, height, width, mode="RGB", **resize):
    """A photo's levels from 0 to 255, [1, height, width, channels]."""
    photo = ImageOps.exif_transpose(Image.open(path)).convert(mode)
    levels = np.asarray(photo, "float32").reshape(1, photo.height, photo.width, -1)
    return keras.ops.image.resize(levels, (height, width), interpolation="bilinear", **resize)


`;

const readNumbers = `def read_numbers(path, units):
    """A row of numbers that numpy.save wrote, [1, units]."""
    return np.load(path).astype("float32").reshape(1, units)


`;

/** Outputs whose sign tells two classes, where there are some. */
function marginText({ facts }: ExportSubject): string {
  const margins = facts.outputs.filter(({ margin }) => margin).map(({ name }) => name);
  if (margins.length === 0) return '\n\n\ndef build_model';
  return `\n\n# Above 0 is the second class; these are no probabilities.\nMARGINS = ${python(margins)}\n\n\ndef build_model`;
}

/** The loop over the photos of the command line. */
function sayingText(inputs: number): string {
  if (inputs === 1)
    return `    for path in words.photos:
        for output, numbers in predict(model, path).items():
            print(path, output, describe(output, numbers))`;
  return `    for first in range(0, len(words.photos), ${inputs}):
        paths = words.photos[first : first + ${inputs}]
        for output, numbers in predict(model, *paths).items():
            print(*paths, output, describe(output, numbers))`;
}

const trainingOptions = `    parser.add_argument("--train", metavar="FOLDER")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--save", metavar="FILE", default="trained.keras")
`;

const trainingCall = `    if words.train:
        train(model, words.train, words.epochs)
        model.save(words.save)
`;

function buildText(network: KerasNetwork): string {
  const { lines, variableOf } = modelStatements(network);
  const text = lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
  const inputs = given(network.inputs, variableOf);
  return `${text}\n\n    return keras.Model(${inputs}, ${given(network.outputs, variableOf)}, name=${python(network.name)})`;
}

/** One tensor, or several by their names. */
function given(tensors: ReadonlyMap<string, CallId>, variableOf: (id: CallId) => string): string {
  const pairs = [...tensors].map(([name, id]) => [name, variableOf(id)] as const);
  const [first] = pairs;
  if (first !== undefined && pairs.length === 1) return first[1];
  return `{${pairs.map(([name, variable]) => `${python(name)}: ${variable}`).join(', ')}}`;
}

const argumentName = (input: string): string => `${input.replace(/[^A-Za-z0-9_]/g, '_')}_path`;

function predictText({ facts }: ExportSubject, { inputs, outputs }: KerasNetwork): string {
  const photos = facts.inputs.map(readText);
  const fed =
    inputs.size === 1
      ? (photos[0] ?? '')
      : `{${facts.inputs.map(({ name }, index) => `${python(name)}: ${photos[index] ?? ''}`).join(', ')}}`;
  const [output = ''] = outputs.keys();
  const said = `model.predict(${fed}, verbose=0)`;
  if (outputs.size === 1) return `    return {${python(output)}: ${said}[0]}`;
  return `    return {name: numbers[0] for name, numbers in ${said}.items()}`;
}

function readText(input: ExportInput): string {
  const path = argumentName(input.name);
  return takesPhotos(input)
    ? `read_photo(${path}, ${readOptions(input).join(', ')})`
    : `read_numbers(${path}, ${input.shape[0] ?? 0})`;
}

function readOptions({ shape, resize }: PhotoInput): readonly string[] {
  const [height = 0, width = 0, channels = 3] = shape;
  return [
    String(height),
    String(width),
    ...(channels === 1 ? ['mode="L"'] : []),
    ...(resize.antialias ? ['antialias=True'] : []),
    ...(resize.kind === 'stretch' ? [] : [`${resize.kind}_to_aspect_ratio=True`]),
  ];
}

/** The layers that Keras lacks, each once. */
function ownOf({ calls }: KerasNetwork): readonly OwnClass[] {
  const names = calls.flatMap((call) => (call.kind === 'layer' ? (call.layer.own ?? []) : []));
  return [...new Set(names)];
}
