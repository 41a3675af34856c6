import { emitSafetensors } from '../safetensors/emit-safetensors.ts';
import type { ExportFile, ExportSubject } from './export-subject.ts';
import type { Quantization } from './quantize.ts';

/** What the targets of an export are called. */
export type ExportTarget = 'safetensors';

/** How a target is written, and what of the options it understands. */
export interface Exporter {
  /** In words, for help and messages. */
  readonly title: string;
  /** Why weights are not folded for it; undefined where they can be. */
  readonly unfoldable: string | undefined;
  readonly quantizations: readonly Quantization[];
  /** The files of the export, without `netc.json`. */
  readonly emit: (subject: ExportSubject) => readonly ExportFile[];
}

/** How each target is written; one without an entry does not compile. */
export const exporters: { readonly [T in ExportTarget]: Exporter } = {
  safetensors: {
    title: 'safetensors',
    unfoldable: 'its weights have the names of the program, whose layers they must fit',
    quantizations: ['none', 'float16'],
    emit: emitSafetensors,
  },
};
