import { emitKeras } from '../keras/emit-keras.ts';
import { emitOnnx } from '../onnx/emit-onnx.ts';
import { emitSavedModelExport } from '../savedmodel/emit-export.ts';
import { emitSafetensors } from '../safetensors/emit-safetensors.ts';
import { emitTfjs } from '../tfjs/emit-tfjs.ts';
import type { ExportFile, ExportSubject } from './export-subject.ts';
import type { Quantization } from './quantize.ts';

/** What the targets of an export are called. */
export type ExportTarget = 'savedmodel' | 'tfjs' | 'keras' | 'onnx' | 'safetensors';

/** How a target is written, and what of the options it understands. */
export interface Exporter {
  /** In words, for help and messages. */
  readonly title: string;
  /** Why weights are not folded for it; undefined where they can be. */
  readonly unfoldable: string | undefined;
  readonly quantizations: readonly Quantization[];
  /** Bytes of weights that its format holds; undefined where there is no such bound. */
  readonly most: number | undefined;
  /** The files of the export, without `netc.json`. */
  readonly emit: (subject: ExportSubject) => readonly ExportFile[];
}

/** A protocol buffer has less than 2³¹ bytes; what is no weight has its place in the rest. */
const PROTOCOL_BUFFER = 2 ** 31 - 2 ** 25;

/** How each target is written; one without an entry does not compile. */
export const exporters: { readonly [T in ExportTarget]: Exporter } = {
  savedmodel: {
    title: 'a TensorFlow SavedModel',
    unfoldable: undefined,
    quantizations: ['none', 'float16', 'uint8'],
    most: PROTOCOL_BUFFER,
    emit: emitSavedModelExport,
  },
  tfjs: {
    title: 'a graph model of TensorFlow.js, with a page that shows it',
    unfoldable: undefined,
    quantizations: ['none', 'float16', 'uint8'],
    most: undefined,
    emit: emitTfjs,
  },
  keras: {
    title: 'a program for Keras',
    unfoldable: 'its program trains on, and batch normalisation learns with it',
    quantizations: ['none', 'float16'],
    most: undefined,
    emit: emitKeras,
  },
  onnx: {
    title: 'ONNX',
    unfoldable: undefined,
    quantizations: ['none', 'float16', 'uint8'],
    // What is too much for one file stands in another beside it.
    most: undefined,
    emit: (subject) => emitOnnx(subject),
  },
  safetensors: {
    title: 'safetensors',
    unfoldable: 'its weights have the names of the program, whose layers they must fit',
    quantizations: ['none', 'float16'],
    most: undefined,
    emit: emitSafetensors,
  },
};
