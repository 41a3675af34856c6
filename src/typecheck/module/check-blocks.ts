import { notALayer } from '../../diagnostics/catalogue/names.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { BlockDeclaration, LetDeclaration, Parameter } from '../../parser/ast.ts';
import { bindParameter, checkParameterTypes, parameterValue } from '../elaborate/block-parameters.ts';
import { runBody } from '../elaborate/call-block.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { Elaboration, Reporter } from '../elaborate/elaboration.ts';
import { Environment } from '../elaborate/environment.ts';
import { evaluate, isLayer } from '../elaborate/evaluate.ts';
import { Graph } from '../elaborate/graph.ts';
import { Scope } from '../elaborate/scope.ts';
import { checkOutput, matchInputs, sizeOf } from '../elaborate/signature.ts';
import type { Tensor, Value } from '../elaborate/value.ts';
import { describe, poison, poisonTensor, wholeNumber } from '../elaborate/value.ts';
import { variable } from '../shape/arithmetic.ts';
import type { LoadedModule } from './load-module.ts';

type Report = (diagnostic: Diagnostic) => void;

/** Checks the blocks and lets of a file by themselves, used or not. */
export function checkBlocks({ module, environment }: LoadedModule, report: Report): void {
  for (const declaration of module.declarations) {
    if (declaration.kind === 'let') checkLet(declaration, environment, report);
    if (declaration.kind !== 'block') continue;
    checkParameterTypes(declaration.parameters, report);
    checkNames(declaration, environment, report);
    proveSignature(declaration, environment, report);
  }
}

function checkLet({ value }: LetDeclaration, environment: Environment, report: Report): void {
  const made = evaluate(value, placeIn(environment, report));
  if (made.kind === 'poison' || isLayer(made)) return;
  report(notALayer(value.span, { given: describe(made), tensor: made.kind === 'tensors' }));
}

/** Runs a block over nothing known: what is wrong whatever flows in and whatever is given. */
function checkNames(declaration: BlockDeclaration, environment: Environment, report: Report): void {
  const place = placeIn(new Environment(environment), report);
  for (const parameter of declaration.parameters) {
    if (parameter.default !== undefined) {
      parameterValue(declaration.name.text, parameter, parameter.default, place);
    }
    bindParameter(place.environment, parameter, poison);
  }
  const { span } = declaration.name;
  const inputs = Array.from({ length: inputCount(declaration) }, () => poisonTensor(span));
  run(declaration, inputs, place);
}

/** Combinations of booleans that are tried; more of them are left to the uses. */
const mostCombinations = 16;

/**
 * Proves the claim of a signature for every size and every whole number, these being symbolic, and for both values
 * of each boolean. Where the symbols leave something open nothing is said: every use is checked as well.
 */
function proveSignature(declaration: BlockDeclaration, environment: Environment, report: Report): void {
  const { signature, parameters } = declaration;
  if (signature === undefined) return;
  const booleans = parameters.filter(({ type }) => type?.text === 'bool');
  const combinations = 2 ** booleans.length;
  if (combinations > mostCombinations) return;
  for (let combination = 0; combination < combinations; combination++) {
    const reporter = new Reporter();
    const place = placeIn(new Environment(environment), reporter.report);
    for (const parameter of parameters) {
      const bit = booleans.indexOf(parameter);
      const value: Value =
        bit >= 0
          ? { kind: 'boolean', value: ((combination >> bit) & 1) === 0 }
          : symbolicValue(declaration, parameter, place);
      bindParameter(place.environment, parameter, value);
    }
    let fresh = 0;
    const inputs = signature.inputs.map((pattern): Tensor => {
      const shape = pattern.dimensions.map((dimension) =>
        dimension.kind !== 'reference'
          ? variable(`_${++fresh}`)
          : place.environment.lookup(dimension.name) === undefined
            ? variable(dimension.name)
            : (sizeOf(dimension, place) ?? variable(dimension.name)),
      );
      return place.elaboration.graph.input(shape, pattern.span);
    });
    const written = signature.inputs.flatMap(({ dimensions }) => dimensions);
    if (written.some(({ kind }) => kind !== 'reference' && kind !== 'wildcard')) return;
    const [result] = run(declaration, inputs, place);
    if (result !== undefined) {
      checkOutput(declaration, result, sourceOf(declaration), place);
    }
    const { diagnostics } = reporter;
    if (diagnostics.length > 0 && !place.elaboration.undecided) {
      for (const diagnostic of diagnostics) report(diagnostic);
      return;
    }
  }
}

function symbolicValue(declaration: BlockDeclaration, parameter: Parameter, place: Place): Value {
  if (parameter.type?.text === 'int') return wholeNumber(variable(parameter.name.text));
  if (parameter.default === undefined) {
    place.elaboration.undecided = true;
    return poison;
  }
  return parameterValue(declaration.name.text, parameter, parameter.default, place);
}

function run(declaration: BlockDeclaration, inputs: readonly Tensor[], place: Place): readonly Tensor[] {
  const source = sourceOf(declaration);
  place.elaboration.calls.push({ declaration, span: declaration.name.span });
  const matches = matchInputs(declaration, inputs, source, place);
  const block = { declaration, environment: place.environment };
  const made = matches ? runBody(block, inputs, source, place) : [];
  place.elaboration.calls.pop();
  return made;
}

function sourceOf({ name }: BlockDeclaration) {
  return { span: name.span, nameSpan: name.span, arguments: [] };
}

function inputCount({ signature, body }: BlockDeclaration): number {
  if (signature !== undefined) return signature.inputs.length;
  if ('kind' in body) return 1;
  return body.flatMap((statement) => (statement.kind === 'input-statement' ? statement.names : [])).length;
}

function placeIn(environment: Environment, report: Report): Place {
  return {
    elaboration: new Elaboration(new Graph(), report),
    environment,
    scope: new Scope(),
    straight: false,
  };
}
