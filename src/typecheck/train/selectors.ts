import { badSelector, selectsNothing, selectsNoWeights } from '../../diagnostics/catalogue/training.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Expression, Range } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import { layerDefinition } from '../layers/registry.ts';
import type { LayerCall, TypedModel } from '../typed-module.ts';

type Report = (diagnostic: Diagnostic) => void;

/** Layers that a selector picks, in the model's order; undefined after something wrong. */
type Selection = ReadonlySet<LayerCall> | undefined;

/**
 * The paths whose weights a selector picks: a path and all below it, with `*` for any name, `except` some, or all
 * from one path to another in the model's order. Selecting nothing is an error.
 */
export function selectWeights(
  selector: Expression,
  model: TypedModel,
  report: Report,
): ReadonlySet<string> | undefined {
  const selected = selectLayers(selector, model, report);
  if (selected === undefined) return undefined;
  const weights = [...selected].filter(hasWeights);
  if (weights.length === 0) report(selectsNoWeights(selector.span, { selector: spanText(selector.span) }));
  return new Set(weights.map(({ weightsPath }) => weightsPath));
}

/** Whether a layer has weights that a gradient could change. */
export function hasWeights({ kind, inputShapes, options }: LayerCall): boolean {
  return layerDefinition(kind)
    .weights(inputShapes, options)
    .some(({ trainable }) => trainable);
}

/** The layers that a selector picks; undefined after something wrong, or where it picks none. */
export function selectLayers(selector: Expression, model: TypedModel, report: Report): Selection {
  switch (selector.kind) {
    case 'missing':
      return undefined;
    case 'range':
      return selectRange(selector, model, report);
    case 'except': {
      const base = selectLayers(selector.base, model, report);
      const excluded = selector.excluded.map((inner) => selectLayers(inner, model, report));
      if (base === undefined || excluded.includes(undefined)) return undefined;
      const kept = [...base].filter((layer) => !excluded.some((layers) => layers?.has(layer)));
      if (kept.length > 0) return new Set(kept);
      report(selectsNothing(selector.span, { selector: spanText(selector.span), nearest: [] }));
      return undefined;
    }
    default:
      return selectPath(selector, model, report);
  }
}

function selectPath(selector: Expression, model: TypedModel, report: Report): Selection {
  const parts = pathParts(selector);
  if (parts === undefined) {
    report(badSelector(selector.span, { given: spanText(selector.span) }));
    return undefined;
  }
  // The parser has said what is missing.
  if (parts.includes('')) return undefined;
  const selected = model.layers.filter(
    ({ path, weightsPath }) => begins(path, parts) || begins(weightsPath, parts),
  );
  if (selected.length > 0) return new Set(selected);
  const written = parts.join('.');
  const paths = prefixes(model);
  const near = [...new Set([nearest(written, paths), ...sameName(parts.at(-1), paths)])];
  const offered = near.filter((path) => path !== undefined).slice(0, 3);
  const fixes = offered.slice(0, 1).map((newText) => ({
    title: `Change to ${newText}`,
    edits: [{ span: selector.span, newText }],
  }));
  report(selectsNothing(selector.span, { selector: written, nearest: offered }, { fixes }));
  return undefined;
}

/** From the first layer of one path to the last of another. */
function selectRange({ from, to, span }: Range, model: TypedModel, report: Report): Selection {
  const [first, last] = [selectLayers(from, model, report), selectLayers(to, model, report)];
  if (first === undefined || last === undefined) return undefined;
  const start = model.layers.findIndex((layer) => first.has(layer));
  const end = model.layers.findLastIndex((layer) => last.has(layer));
  const selected = model.layers.slice(start, end + 1);
  if (selected.length > 0) return new Set(selected);
  report(selectsNothing(span, { selector: spanText(span), nearest: [] }));
  return undefined;
}

function pathParts(selector: Expression): readonly string[] | undefined {
  switch (selector.kind) {
    case 'reference':
      return [selector.name];
    case 'wildcard':
      return selector.symbol === '*' ? ['*'] : undefined;
    case 'member': {
      const object = pathParts(selector.object);
      return object && [...object, selector.member.text];
    }
    default:
      return undefined;
  }
}

/** Whether a path is what the parts say, or lies below it. */
function begins(path: string, parts: readonly string[]): boolean {
  const names = path.split('.');
  return names.length >= parts.length && parts.every((part, index) => part === '*' || part === names[index]);
}

/** Every path of the model and what stands above it: all that a selector could name. */
function prefixes({ layers }: TypedModel): readonly string[] {
  const found = new Set<string>();
  for (const { path } of layers) {
    const names = path.split('.');
    for (let length = 1; length <= names.length; length++) found.add(names.slice(0, length).join('.'));
  }
  return [...found];
}

/** Paths that end in a name like the one meant, however deep they are. */
function sameName(name: string | undefined, paths: readonly string[]): readonly string[] {
  if (name === undefined || name === '*') return [];
  const lastNames = new Map(paths.map((path) => [path.slice(path.lastIndexOf('.') + 1), path]));
  const exact = lastNames.get(name);
  if (exact !== undefined) return [exact];
  const near = nearest(name, lastNames.keys());
  const path = near === undefined ? undefined : lastNames.get(near);
  return path === undefined ? [] : [path];
}
