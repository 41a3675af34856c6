import type { ExportFile, ExportSubject } from '../export/export-subject.ts';
import { exportReadme } from '../export/readme.ts';
import { storedNumbers } from '../export/quantize.ts';
import { exportMetadata } from '../export/metadata.ts';
import { safetensorsPieces, type TensorToWrite } from './safetensors-pieces.ts';

/** Weights by path, with what they are of in the metadata. */
export function emitSafetensors({ weights, facts, options }: ExportSubject): readonly ExportFile[] {
  const tensors = weights.map((weight): TensorToWrite => {
    const { path: name, shape } = weight;
    const stored = storedNumbers(weight, options.quantize);
    switch (stored.dtype) {
      case 'float32':
        return { name, shape, dtype: 'F32', data: stored.data };
      case 'float16':
        return { name, shape, dtype: 'F16', data: stored.data };
      case 'uint8':
        throw new Error('a safetensors file says nothing of scales: uint8 is not exported to it');
    }
  });
  const { main, sources } = facts;
  const metadata = { ...exportMetadata(facts), main, sources: JSON.stringify(sources) };
  return [
    { path: 'model.safetensors', content: safetensorsPieces(tensors, metadata) },
    { path: 'README.md', content: exportReadme(facts, 'safetensors', usage) },
  ];
}

const usage = `\`\`\`python
from safetensors import safe_open

with safe_open("model.safetensors", "numpy") as file:
    print(file.metadata())
    weights = {name: file.get_tensor(name) for name in file.keys()}
\`\`\`

Kernels of convolutions are \`[height, width, in, out]\`, those of dense layers \`[in, out]\`. The metadata holds the program in
\`sources\`, and how grey levels become what the first layer takes in \`inputs\`.
`;
