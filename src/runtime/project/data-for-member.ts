import { memberLooksElsewhere } from '../../diagnostics/catalogue/ensembles.ts';
import type { ProgramInput } from '../../ir/program.ts';
import { isSameImage } from '../../typecheck/data/same-column.ts';
import type { Dataset } from '../data/index.ts';
import type { MeasuredPixels } from '../data/open-photos.ts';
import { Problem } from '../problem.ts';
import type { OpenRun } from './open-run.ts';

/** Data of another train, as a member of an ensemble takes it. */
export interface DataForMember {
  readonly dataset: Dataset;
  readonly inputs: readonly ProgramInput[];
  readonly measured: MeasuredPixels;
}

/**
 * Finds the columns that a member looks at among those of other data: photos get the size and the pixels of its own.
 * @throws Problem NET4707 where a column is not there
 */
export function dataForMember(
  data: Dataset,
  { compiled: { program, dataset: own }, record }: OpenRun,
  { ensemble, member }: { readonly ensemble: string; readonly member: string },
): DataForMember {
  const nameOf = (column: string): string => {
    const image = own.images.find(({ name }) => name === column);
    const found =
      image === undefined
        ? data.labels.find(({ name }) => name === column)
        : data.images.find((each) => isSameImage(each, image));
    if (found === undefined)
      throw new Problem(memberLooksElsewhere(undefined, { ensemble, member, column, data: data.name }));
    return found.name;
  };
  const inputs = program.inputs.map((input) => ({ ...input, column: nameOf(input.column) }));
  const takenAs = new Map(
    own.images
      .filter(({ name }) => program.inputs.some(({ column }) => column === name))
      .map((image) => [nameOf(image.name), image]),
  );
  const images = data.images.map((image) => {
    const { size, resize, pixels } = takenAs.get(image.name) ?? image;
    return { ...image, size, resize, pixels };
  });
  const measured = [...takenAs].flatMap(([name, image]) => {
    const pixels = record.data.pixels?.[image.name];
    return pixels === undefined ? [] : [[name, pixels] as const];
  });
  return { dataset: { ...data, images }, inputs, measured: Object.fromEntries(measured) };
}
