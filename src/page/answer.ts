import type { DescribedOutput } from '../codegen/export/metadata.ts';
import { predictedOutput, readOutput } from '../runtime/predict/output-prediction.ts';
import { element } from './element.ts';

/** Classes that are shown of more. */
const MOST = 5;

/** What an output says of the photo: the likeliest classes with their probabilities, or its numbers. */
export function answer(output: DescribedOutput, numbers: Float32Array): HTMLElement {
  return element('section', { class: 'answer' }, element('h2', {}, output.name), lines(output, numbers));
}

function lines(output: DescribedOutput, numbers: Float32Array): HTMLElement {
  const { name, shape, kind, classes, margin } = output;
  const label =
    kind === undefined ? undefined : { name, kind, classes, units: numbers.length, optional: false };
  const read = predictedOutput({ name, shape, margin, label, trainOnly: false }, []);
  const tensor = { dtype: 'float32', shape: [1, numbers.length], data: numbers } as const;
  const said = readOutput(read, { [`prediction/${name}`]: tensor }, 0);
  if ('probabilities' in said) {
    const likeliest = Object.entries(said.probabilities).sort(([, one], [, other]) => other - one);
    return element('ol', {}, ...likeliest.slice(0, MOST).map(([each, share]) => bar(each, share)));
  }
  if ('margin' in said)
    return element('ol', {}, line(said.class, said.margin, `margin ${said.margin.toFixed(3)}`));
  const shown = said.values
    .slice(0, MOST)
    .map((value, index) => line(`${index + 1}`, value, value.toPrecision(5)));
  if (said.values.length === 1) shown[0]?.firstElementChild?.replaceChildren(name);
  return element('ol', {}, ...shown);
}

/** A class with its share as a number and as a bar; the whole number is in the value, for programs. */
function bar(name: string, share: number): HTMLElement {
  const filled = element('i', { style: `width: ${100 * share}%` });
  const made = line(name, share, `${(100 * share).toFixed(1)} %`);
  made.append(element('span', { class: 'track', 'aria-hidden': 'true' }, filled));
  return made;
}

function line(name: string, value: number, text: string): HTMLElement {
  return element('li', {}, element('span', {}, name), element('data', { value: String(value) }, text));
}
