import { parseSafetensorsHeader, safetensorsHeaderBytes } from '../../safetensors-header.ts';
import type { ByteFile } from '../byte-file.ts';
import { splitName, type FoundTensor, type FoundWeights } from '../make-weight-file.ts';
import { elementCount, readNumbers, type FloatKind } from '../numbers.ts';

const floats: ReadonlyMap<string, FloatKind> = new Map([
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
  ['F32', 'float32'],
  ['F64', 'float64'],
]);

/** A safetensors file of any program; its tensors in the order of their numbers, which is that of the network. */
export function openSafetensors(file: ByteFile): FoundWeights {
  const headerBytes = safetensorsHeaderBytes(file.slice(0, Math.min(8, file.size)), file.size, file.broken);
  const dataStart = 8 + headerBytes;
  const { entries } = parseSafetensorsHeader(file.slice(8, headerBytes), file.size - dataStart, file.broken);
  const found = entries
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(({ name, dtype, shape, start }): FoundTensor => {
      const kind = floats.get(dtype);
      return {
        tensor: { name, ...splitName(name), shape, dtype },
        load: kind && (() => readNumbers(file, dataStart + start, elementCount(shape), kind)),
      };
    });
  return { format: 'safetensors', found, notes: [], close: () => file.close() };
}
