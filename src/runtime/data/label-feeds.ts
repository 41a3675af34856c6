import type { ProgramInput } from '../../ir/program.ts';
import type { Label } from '../../typecheck/typed-module.ts';
import type { HostTensor, Tensors } from '../engines/engine.ts';
import type { Sample } from './samples.ts';

/** A label as it is to be fed. */
export interface FedLabel {
  readonly name: string;
  readonly kind: Label['kind'];
  /** Its place among those of the data set. */
  readonly index: number;
  readonly units: number;
  readonly optional: boolean;
  /** Of a `class`; 0 for others. */
  readonly classes: number;
}

/**
 * Labels of a data set in the form that a program wants: two classes are one number for a sigmoid head and class numbers for a
 * softmax head.
 * @param wanted labels by name; without it all are fed in their own form
 */
export function fedLabels(
  labels: readonly Label[],
  wanted: readonly Pick<Label, 'name' | 'kind'>[] = labels,
): readonly FedLabel[] {
  return wanted.map(({ name, kind }) => {
    const index = labels.findIndex((label) => label.name === name);
    const label = labels[index];
    if (label === undefined) throw new RangeError(`the data has no label ${name}`);
    const classes = kind === 'class' ? (label.classes?.length ?? 0) : 0;
    return { name, kind, index, units: label.units, optional: label.optional, classes };
  });
}

/** The columns of numbers that inputs take, and the names of these inputs. */
export function plannedNumbers(
  labels: readonly Label[],
  inputs: readonly Pick<ProgramInput, 'name' | 'column'>[],
): readonly { readonly column: FedLabel; readonly inputs: readonly string[] }[] {
  return labels.flatMap((label) => {
    const names = inputs.filter(({ column }) => column === label.name).map(({ name }) => name);
    const isNumeric = label.kind === 'number' || label.kind === 'vector';
    if (names.length === 0 || !isNumeric) return [];
    return fedLabels(labels, [label]).map((column) => ({ column, inputs: names }));
  });
}

/**
 * What a label of some samples is fed as. `label/NAME`: float32 `[samples, units]` of 0 and 1 for `binary` and of values
 * for `number` and `vector`, int32 `[samples]` of class numbers for `class`. An optional one has `mask/NAME` as well,
 * float32 `[samples]`: 1 where the label is there, 0 where it is missing and stands as 0.
 */
export function labelFeeds(label: FedLabel, samples: readonly Sample[]): Tensors {
  const { name, kind, index, units, optional } = label;
  const values = new Float32Array(samples.length * units);
  const mask = new Float32Array(samples.length);
  for (const [row, { labels }] of samples.entries()) {
    const numbers = labels[index];
    if (numbers === undefined || Number.isNaN(numbers[0])) continue;
    mask[row] = 1;
    values.set(numbers, row * units);
  }
  const tensor: HostTensor =
    kind === 'class'
      ? { dtype: 'int32', shape: [samples.length], data: Int32Array.from(values) }
      : { dtype: 'float32', shape: [samples.length, units], data: values };
  return {
    [`label/${name}`]: tensor,
    ...(optional && { [`mask/${name}`]: { dtype: 'float32', shape: [samples.length], data: mask } }),
  };
}
