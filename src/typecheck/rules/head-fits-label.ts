import {
  headDoesNotFitLabel,
  lossDoesNotFitHead,
  lossDoesNotFitLabel,
  outputNotVector,
} from '../../diagnostics/catalogue/training.ts';
import type { MadeOutput } from '../elaborate/body.ts';
import { printShape } from '../shape/print.ts';
import type { Head } from '../train/head.ts';
import { headOf, replaceHead } from '../train/head.ts';
import type { WrittenLoss } from '../train/objective.ts';
import type { TrainCase, TrainRule } from './train-rules.ts';

/**
 * The head fits the label, and the loss the head: one sigmoid unit with binary_crossentropy for two classes, a softmax
 * unit for each class with cross_entropy for any number of them.
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
  if (output?.tensor.shape === undefined || dataset === undefined || dataset.kind !== 'images') return true;
  const { shape } = output.tensor;
  const head = headOf(output.tensor);
  const nameSpan = output.statement.name?.span;
  if (head === undefined) {
    report(outputNotVector(nameSpan, { output: term.output, given: printShape(shape) }));
    return false;
  }
  const data = dataset.declaration.name.text;
  if (term.kind === 'mse' || term.kind === 'mae') {
    const wanted = ['binary_crossentropy', 'cross_entropy'];
    report(lossDoesNotFitLabel(term.nameSpan, { loss: term.kind, data, wanted }));
    return false;
  }
  const kind = labelKind(head, dataset.classes?.length);
  if (kind === undefined) {
    reportHead(output, head, term, train);
    return false;
  }
  const wanted = kind === 'binary' ? 'binary_crossentropy' : 'cross_entropy';
  if (term.kind === wanted) return true;
  const fixes = [{ title: `Change to ${wanted}`, edits: [{ span: term.nameSpan, newText: wanted }] }];
  const parameters = { loss: term.kind, head: head.written, wanted };
  const also = nameSpan === undefined ? [] : [{ span: nameSpan, text: `ends in ${head.written}` }];
  report(lossDoesNotFitHead(term.nameSpan, parameters, { also, fixes }));
  return false;
}

/** What a head can learn of a label with so many classes (undefined: not known yet); undefined for nothing. */
function labelKind({ activation, units }: Head, classes: number | undefined): 'binary' | 'class' | undefined {
  if (activation === 'sigmoid' && units === 1 && (classes ?? 2) === 2) return 'binary';
  if (activation === 'softmax' && units >= 2 && (classes ?? units) === units) return 'class';
  return undefined;
}

function reportHead(
  { tensor, statement }: MadeOutput,
  head: Head,
  term: WrittenLoss,
  { dataset, report }: TrainCase,
): void {
  const classes = dataset?.classes?.length;
  const softmax = (units: number | string): string => `dense(${units}, softmax)`;
  const data = dataset?.declaration.name.text ?? '';
  const many = classes !== undefined && classes > 2;
  const binary = !many && (classes === 2 || term.kind === 'binary_crossentropy' || head.units < 2);
  const wanted = binary ? ['dense(1, sigmoid)', softmax(2)] : [softmax(classes ?? head.units)];
  const label =
    classes === undefined
      ? term.kind === 'binary_crossentropy'
        ? 'a label of two classes'
        : `the classes of ${data}`
      : `the ${classes} classes of ${data}`;
  const fixes = binary
    ? replaceHead(head, 1, 'sigmoid')
    : replaceHead(head, classes ?? head.units, 'softmax');
  const span = head.call?.span ?? tensor.span;
  const name = statement.name;
  const also = [
    ...(name === undefined ? [] : [{ span: name.span, text: `${name.text} learns ${label}` }]),
    { span: term.span, text: 'by this loss' },
  ];
  const parameters = { output: term.output, label, head: head.written, wanted };
  report(headDoesNotFitLabel(span, parameters, { also, fixes }));
}
