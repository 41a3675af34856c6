import type {
  ExportFacts,
  ExportOptions,
  ExportSubject,
} from '../../../src/codegen/export/export-subject.ts';
import { prepareExport } from '../../../src/codegen/export/prepare-export.ts';
import type { Program } from '../../../src/ir/program.ts';
import { pixelMap } from '../../../src/typecheck/data/pixel-domains.ts';
import type { PixelDomain } from '../../../src/typecheck/typed-module.ts';

/** Facts of a run that never was. */
export function factsOf({ train, model, inputs, outputs }: Program, pixels: PixelDomain): ExportFacts {
  return {
    name: '0001-small',
    train,
    model: model.model,
    weights: 'last',
    version: '0.1.0',
    main: 'net.net',
    sources: {},
    inputs: inputs.map(({ name, column, shape }) => ({
      name,
      column,
      shape,
      resize: { kind: 'stretch', antialias: false },
      pixels,
      map: pixelMap(pixels, undefined),
    })),
    outputs: outputs
      .filter(({ trainOnly }) => !trainOnly)
      .map(({ name, shape, label, margin }) => ({
        name,
        shape,
        kind: label?.kind,
        classes: label?.classes ?? ['cat', 'dog'],
        margin,
      })),
  };
}

/** A program as an exporter gets it, with some weights. */
export function subjectOf(
  program: Program,
  values: ReadonlyMap<string, Float32Array>,
  options: Partial<ExportOptions> = {},
  pixels: PixelDomain = 'torch',
): ExportSubject {
  return prepareExport(program, values, factsOf(program, pixels), {
    fold: false,
    quantize: 'none',
    ...options,
  });
}
