import {
  takesPhotos,
  type ExportFacts,
  type ExportInput,
  type ExportOutput,
  type PhotoInput,
} from './export-subject.ts';

/** `README.md` of an export: what it takes, what it gives, and how to open it. */
export function exportReadme(facts: ExportFacts, program: string, usage: string): string {
  const { name, model, weights, version, inputs, outputs } = facts;
  return `# ${model}, for ${program}

Exported by netc ${version} from the run \`${name}\` (${weights} weights). \`netc.json\` holds the program it was trained
from.

## Inputs

${inputs.map(inputText).join('\n')}

## Outputs

${outputs.map(outputText).join('\n')}

## Use

${usage}`;
}

function inputText(input: ExportInput): string {
  const { name, shape } = input;
  const what = `float32 \`[batch, ${shape.join(', ')}]\`, ${takenText(input)}`;
  if (!takesPhotos(input)) return `- \`${name}\`: ${what}.`;
  const { resize, pixels } = input;
  const [height = 0, width = 0] = shape;
  return `- \`${name}\`: photos as ${what}.
  Photos are ${resizeText[resize.kind]} to ${height} rows and ${width} columns, bilinear${resize.antialias ? ' and antialiased' : ''}; what the network wants of these
  levels (\`pixels: ${pixels}\`) is done inside.`;
}

/** What the numbers of an input are. */
export function takenText(input: ExportInput): string {
  if (!takesPhotos(input)) return 'numbers as the data has them';
  return input.shape[2] === 1
    ? 'levels of grey from 0 to 255'
    : 'levels of red, green and blue from 0 to 255';
}

const resizeText: Readonly<Record<PhotoInput['resize']['kind'], string>> = {
  stretch: 'stretched',
  crop: 'cut to their middle and brought',
  pad: 'brought, with black bars,',
};

function outputText({ name, shape, kind, classes, margin }: ExportOutput): string {
  const what = `- \`${name}\`: float32 \`[batch, ${shape.join(', ')}]\``;
  const list = classes.join(', ');
  if (margin) return `${what}, above 0 for the second of the classes ${list}.`;
  if (kind === 'binary') return `${what}, the probability of the second of the classes ${list}.`;
  if (kind === 'class') return `${what}, a probability for each of the classes ${list}.`;
  return `${what}.`;
}
