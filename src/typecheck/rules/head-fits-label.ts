import {
  headDoesNotFitLabel,
  lossDoesNotFitHead,
  lossDoesNotFitLabel,
  outputNotVector,
} from '../../diagnostics/catalogue/training.ts';
import type { CheckedLabel } from '../data/checked-dataset.ts';
import type { MadeOutput } from '../elaborate/body.ts';
import { printShape } from '../shape/print.ts';
import type { Head } from '../train/head.ts';
import { headOf, replaceHead } from '../train/head.ts';
import type { HeadKind } from '../train/losses.ts';
import { counterpart, losses, lossesFor } from '../train/losses.ts';
import type { WrittenLoss } from '../train/objective.ts';
import type { Label } from '../typed-module.ts';
import type { TrainCase, TrainRule } from './train-rules.ts';

/**
 * The head fits the label, and the loss the head: one sigmoid unit with binary_crossentropy for two classes, a softmax
 * unit for each class with cross_entropy for any number of them, a plain unit with hinge for two, plain units for a number
 * or a vector.
 */
export const headFitsLabel: TrainRule = (train) => {
  const judged = new Set<WrittenLoss>();
  const terms = train.phases.flatMap(({ objective }) => objective ?? []);
  let holds = true;
  for (const term of terms) {
    // Phases inherit an objective: the same term is judged once.
    const before = [...judged].some((other) => other.span.start === term.span.start);
    if (before) continue;
    judged.add(term);
    holds = judge(term, train) && holds;
  }
  return holds;
};

function judge(term: WrittenLoss, train: TrainCase): boolean {
  const { model, dataset, report } = train;
  const output = model.outputs.find(({ statement }) => statement.name?.text === term.output);
  const checked = dataset?.labels?.find(({ name }) => name === term.label);
  if (output?.tensor.shape === undefined || checked?.label === undefined) return true;
  const { label } = checked;
  const { shape } = output.tensor;
  const head = headOf(output.tensor);
  const nameSpan = output.statement.name?.span;
  if (head === undefined) {
    report(outputNotVector(nameSpan, { output: term.output, given: printShape(shape) }));
    return false;
  }
  const learns = losses[term.kind] === 'number' ? 'numbers' : 'classes';
  if ((learns === 'numbers') === hasClasses(label)) {
    const wanted = hasClasses(label) ? ['binary_crossentropy', 'cross_entropy'] : lossesFor('number');
    report(
      lossDoesNotFitLabel(term.nameSpan, { loss: term.kind, learns, label: has(checked, train), wanted }),
    );
    return false;
  }
  const kind = learnable(head, label, losses[term.kind] === 'margin');
  if (kind === undefined) {
    reportHead(output, head, term, { ...checked, label }, train);
    return false;
  }
  if (losses[term.kind] === kind) return true;
  const wanted = counterpart(term.kind, kind) ?? term.kind;
  const fixes = [{ title: `Change to ${wanted}`, edits: [{ span: term.nameSpan, newText: wanted }] }];
  const parameters = { loss: term.kind, head: head.written, wanted };
  const also = nameSpan === undefined ? [] : [{ span: nameSpan, text: `ends in ${head.written}` }];
  report(lossDoesNotFitHead(term.nameSpan, parameters, { also, fixes }));
  return false;
}

const hasClasses = ({ kind }: Label): boolean => kind === 'binary' || kind === 'class';

/** What a head can learn of a label (the number of its classes may not be known yet); undefined for nothing. */
function learnable({ activation, units }: Head, label: Label, margin: boolean): HeadKind | undefined {
  if (!hasClasses(label)) return activation === null && units === label.units ? 'number' : undefined;
  const classes = label.classes?.length;
  const plain = activation === null || activation === 'tanh';
  if (margin && plain && units === 1 && (classes ?? 2) === 2) return 'margin';
  if (activation === 'sigmoid' && units === 1 && (classes ?? 2) === 2) return 'binary';
  if (activation === 'softmax' && units >= 2 && (classes ?? units) === units) return 'class';
  return undefined;
}

function reportHead(
  { tensor, statement }: MadeOutput,
  head: Head,
  term: WrittenLoss,
  checked: CheckedLabel & { readonly label: Label },
  train: TrainCase,
): void {
  const { wanted, units, activation } = wantedHead(head, term, checked.label);
  const label = inWords(checked, term, train);
  const span = head.call?.span ?? tensor.span;
  const name = statement.name;
  const also = [
    ...(name === undefined ? [] : [{ span: name.span, text: `${name.text} learns ${label}` }]),
    { span: term.span, text: 'by this loss' },
  ];
  const parameters = { output: term.output, label, head: head.written, wanted };
  const fixes = replaceHead(head, units, activation);
  train.report(headDoesNotFitLabel(span, parameters, { also, fixes }));
}

/** Heads that a label wants, the first as units and activation. */
function wantedHead(
  head: Head,
  term: WrittenLoss,
  label: Label,
): { readonly wanted: readonly string[]; readonly units: number; readonly activation: string | undefined } {
  if (!hasClasses(label))
    return { wanted: [`dense(${label.units})`], units: label.units, activation: undefined };
  const classes = label.classes?.length;
  const softmax = (units: number): string => `dense(${units}, softmax)`;
  const many = classes !== undefined && classes > 2;
  if (!many && losses[term.kind] === 'margin')
    return { wanted: ['dense(1)'], units: 1, activation: undefined };
  const binary = !many && (classes === 2 || losses[term.kind] === 'binary' || head.units < 2);
  if (binary) return { wanted: ['dense(1, sigmoid)', softmax(2)], units: 1, activation: 'sigmoid' };
  const units = classes ?? head.units;
  return { wanted: [softmax(units)], units, activation: 'softmax' };
}

/** A label as a message calls it: `the 3 classes of trees`, `the number age of faces`. */
function inWords(
  { name, named, label }: CheckedLabel & { readonly label: Label },
  term: WrittenLoss,
  { dataset }: TrainCase,
): string {
  const data = dataset?.declaration.name.text ?? '';
  const of = named ? `${name} of ${data}` : data;
  if (label.kind === 'number') return `the number ${of}`;
  if (label.kind === 'vector') return `the ${label.units} numbers ${of}`;
  if (label.classes !== undefined) return `the ${label.classes.length} classes of ${named ? name : data}`;
  return losses[term.kind] === 'class' ? `the classes of ${data}` : 'a label of two classes';
}

/** `the photos of pets have classes`, `age of faces is a number`. */
function has({ name, named, label }: CheckedLabel, { dataset }: TrainCase): string {
  const data = dataset?.declaration.name.text ?? '';
  if (!named) return `the photos of ${data} have classes`;
  const what = { number: 'is a number', vector: 'is a vector', binary: 'has classes', class: 'has classes' };
  return `${name} of ${data} ${what[label?.kind ?? 'class']}`;
}
