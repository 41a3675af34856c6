import type { ExportFile, ExportSubject } from '../export/export-subject.ts';
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
  return [{ path: 'model.safetensors', content: safetensorsPieces(tensors, metadata) }];
}
