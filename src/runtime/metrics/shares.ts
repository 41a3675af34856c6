import type { ProgramTerm } from '../../ir/program.ts';

/** A task whose loss leaves the others no say. */
export interface Drowning {
  readonly task: string;
  readonly loss: number;
  /** How many times the others together it weighs. */
  readonly times: number;
  readonly weight: number;
  /** A weight with which it would count as much as the others do on average. */
  readonly suggested: number;
}

/** From so many times the others together, the gradient is all but that of one task. */
const drowns = 100;

type Weighted = Pick<ProgramTerm, 'name' | 'weight'>;

/** The part of each term in the sum of all, weights counted: numbers that add up to 1. Empty for a single term. */
export function sharesOf(
  terms: readonly Weighted[],
  losses: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const values = weighted(terms, losses);
  const total = values.reduce((sum, { value }) => sum + value, 0);
  if (values.length < 2 || !(total > 0)) return {};
  return Object.fromEntries(values.map(({ name, value }) => [name, value / total]));
}

/** The term that drowns the others, if one does. */
export function drowningTask(
  terms: readonly Weighted[],
  losses: Readonly<Record<string, number>>,
): Drowning | undefined {
  const values = weighted(terms, losses).filter(({ weight }) => weight > 0);
  const [largest] = values.toSorted((a, b) => b.value - a.value);
  if (largest === undefined || values.length < 2) return undefined;
  const others = values.reduce((sum, { value }) => sum + value, 0) - largest.value;
  const { name: task, loss, weight, value } = largest;
  if (!(others > 0) || value < drowns * others) return undefined;
  const suggested = Number(((weight * others) / (values.length - 1) / value).toPrecision(1));
  return { task, loss, times: Math.round(value / others), weight, suggested };
}

function weighted(terms: readonly Weighted[], losses: Readonly<Record<string, number>>) {
  return terms.flatMap(({ name, weight }) => {
    const loss = losses[name];
    return loss === undefined ? [] : [{ name, weight, loss, value: Math.abs(weight * loss) }];
  });
}
