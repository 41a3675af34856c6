import { tableNotYet } from '../../diagnostics/catalogue/data.ts';
import type { TrainRule } from './train-rules.ts';

/** The data of a train is of a kind that this version trains on. */
export const noTableYet: TrainRule = ({ declaration, dataset, report }) => {
  if (dataset?.kind !== 'table') return true;
  const also = [{ span: dataset.declaration.source.span, text: 'the table' }];
  report(tableNotYet(declaration.data.span, { name: declaration.data.text }, { also }));
  return false;
};
