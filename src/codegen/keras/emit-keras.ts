import { takesPhotos, type ExportFile, type ExportSubject } from '../export/export-subject.ts';
import { exportReadme } from '../export/readme.ts';
import { kerasNetwork } from './network.ts';
import { programText } from './program-text.ts';
import { weightsFile } from './weights-file.ts';

/** A program that builds the model with Keras 3 and any of its backends, the weights that it loads, and a README. */
export function emitKeras(subject: ExportSubject): readonly ExportFile[] {
  const network = kerasNetwork(subject);
  return [
    { path: 'model.py', content: programText(subject, network) },
    { path: 'model.weights.h5', content: weightsFile(network, subject.weights, subject.options.quantize) },
    { path: 'README.md', content: exportReadme(subject.facts, 'Keras', usage(subject)) },
  ];
}

function usage({ facts: { inputs } }: ExportSubject): string {
  const files = inputs.map((input) =>
    takesPhotos(input) ? (inputs.length === 1 ? 'photo.jpg' : `${input.name}.jpg`) : `${input.name}.npy`,
  );
  const needs = inputs.some(takesPhotos) ? ', one of its backends and Pillow' : ' and one of its backends';
  return `With Keras 3${needs}: \`python model.py ${files.join(' ')}\`, or in a program of your own

\`\`\`python
from model import load_model, predict

model = load_model()
model.summary()
print(predict(model, ${files.map((file) => `"${file}"`).join(', ')}))
\`\`\`

\`model.py\` is meant to be read and changed: layers have the names that they have in the \`.net\` program, and \`model.fit\` goes
on where netc ended. Dropout is there for that; \`model.predict\` leaves it out. TensorFlow trains grouped convolutions
(\`groups=\`) on GPUs only.
`;
}
