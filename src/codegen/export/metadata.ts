import type { ExportFacts } from './export-subject.ts';
import { levelsText } from './readme.ts';

/** What an export says of itself in the metadata of its format: texts by name, longer ones as JSON. */
export function exportMetadata(facts: ExportFacts): Readonly<Record<string, string>> {
  const { name, train, model, weights, version, inputs, outputs } = facts;
  return {
    format: 'netc',
    netc: version,
    run: name,
    train,
    model,
    weights,
    inputs: JSON.stringify(
      inputs.map((input) => ({
        name: input.name,
        shape: input.shape,
        takes: levelsText(input.shape),
        resize: input.resize,
        pixels: input.pixels,
        scale: input.map.scale,
        offset: input.map.offset,
        reversed: input.map.reversed,
      })),
    ),
    outputs: JSON.stringify(
      outputs.map(({ name: output, shape, kind, classes }) => ({ name: output, shape, kind, classes })),
    ),
  };
}
