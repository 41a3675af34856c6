import {
  blockInput,
  blockOutput,
  duplicateName,
  misplacedStatement,
  notALayer,
  notATensor,
} from '../../diagnostics/catalogue/names.ts';
import { blockInputCount, severalTensors } from '../../diagnostics/catalogue/shapes.ts';
import type {
  BindingStatement,
  BlockDeclaration,
  Expression,
  InputStatement,
  LetDeclaration,
  Name,
  OutputStatement,
  Statement,
} from '../../parser/ast.ts';
import { countBlockCalls } from './block-calls.ts';
import type { CallSource } from './call-layer.ts';
import type { Place } from './elaboration.ts';
import { evaluateTensors, isLayer, evaluate } from './evaluate.ts';
import type { Environment } from './environment.ts';
import { claimName } from './flow.ts';
import type { Tensor, Value } from './value.ts';
import { describe, poison, poisonTensor, tensors } from './value.ts';

/** An output that a body has computed. */
export interface MadeOutput {
  readonly statement: OutputStatement;
  readonly tensor: Tensor;
}

/** Runs a block's statements; its one output. */
export function runBlockBody(
  { name }: BlockDeclaration,
  body: readonly Statement[],
  inputs: readonly Tensor[],
  source: CallSource,
  place: Place,
): readonly Tensor[] {
  const { report } = place.elaboration;
  const inputNames = body.flatMap((statement) =>
    statement.kind === 'input-statement' ? statement.names : [],
  );
  if (inputNames.length === 0) {
    report(blockInput(name.span, { name: name.text }));
    return [poisonTensor(source.span)];
  }
  if (inputNames.length !== inputs.length) {
    const parameters = { block: name.text, expected: inputNames.length, given: inputs.length };
    report(blockInputCount(source.nameSpan, parameters));
    return [poisonTensor(source.span)];
  }
  const outputs = runStatements(body, inputs, place, 'a block');
  const [only, second] = outputs;
  if (only === undefined || second !== undefined) {
    report(blockOutput(second?.statement.span ?? name.span, { name: name.text, count: outputs.length }));
  }
  return only === undefined ? [poisonTensor(source.span)] : [only.tensor];
}

/** Runs statements from top to bottom, binding their names; the outputs in order. */
export function runStatements(
  statements: readonly Statement[],
  inputs: readonly Tensor[],
  place: Place,
  where: 'a block' | 'a model',
): readonly MadeOutput[] {
  const { environment, elaboration } = place;
  const outputs: MadeOutput[] = [];
  for (const name of statements.flatMap(namesOf)) environment.announce(name.text);
  let nextInput = 0;
  for (const statement of statements) {
    switch (statement.kind) {
      case 'input-statement':
        if (where === 'a model') misplacedInput(statement, place);
        for (const name of statement.names) {
          bind(environment, name, tensors(inputs[nextInput++] ?? poisonTensor(name.span)), place);
        }
        break;
      case 'let':
        bindLet(statement, place);
        break;
      case 'binding':
        runBinding(statement, place);
        break;
      case 'output': {
        if (statement.trainOnly && where === 'a block') {
          const parameters = { statement: 'train output', place: where };
          elaboration.report(misplacedStatement(statement.span, parameters));
        }
        outputs.push({ statement, tensor: runOutput(statement, place) });
      }
    }
  }
  return outputs;
}

function namesOf(statement: Statement): readonly Name[] {
  if (statement.kind === 'input-statement') return statement.names;
  return statement.name === undefined ? [] : [statement.name];
}

function misplacedInput(statement: InputStatement, { elaboration }: Place): void {
  const parameters = { statement: 'input', place: 'a model: its inputs stand in brackets after its name' };
  elaboration.report(misplacedStatement(statement.span, parameters));
}

/** Binds a tensor, or a number computed from one; a layer is bound by `let`. */
function runBinding({ name, value }: BindingStatement, place: Place): void {
  const inner = scoped(name, value, place);
  const made = evaluate(value, inner);
  if (made.kind !== 'layer') {
    bind(place.environment, name, made, place);
    return;
  }
  const label = name.text === '' ? 'This' : name.text;
  place.elaboration.report(notATensor(value.span, { name: label, given: describe(made), layer: true }));
  bind(place.environment, name, poison, place);
}

function runOutput({ name, value }: OutputStatement, place: Place): Tensor {
  const inner = name === undefined ? withStraight(value, place) : scoped(name, value, place);
  const made = evaluateTensors(value, name?.text ?? 'The output', inner);
  if (name !== undefined) bind(place.environment, name, { kind: 'tensors', tensors: made }, place);
  const [only, second] = made;
  if (only !== undefined && second === undefined) return only;
  place.elaboration.report(severalTensors(value.span, { taker: 'An output', count: made.length }));
  return poisonTensor(value.span);
}

/** `let` binds the layer itself, so that every use has the same weights. */
export function bindLet({ name, value }: LetDeclaration, place: Place): void {
  bind(place.environment, name, letValue(name, value, place), place);
}

function letValue(name: Name, expression: Expression, place: Place): Value {
  const { elaboration, environment, scope } = place;
  const value = evaluate(expression, place);
  if (value.kind === 'poison') return poison;
  if (!isLayer(value)) {
    elaboration.report(
      notALayer(expression.span, { given: describe(value), tensor: value.kind === 'tensors' }),
    );
    return poison;
  }
  claimName(name.text, name.span, place);
  return { kind: 'layer', expression, environment, shared: { name: name.text, scope, applications: 0 } };
}

/** The place of a binding's expression: its name is the scope of what is made in it. */
function scoped(name: Name, value: Expression, place: Place): Place {
  if (place.environment.own(name.text) === undefined) claimName(name.text, name.span, place);
  return withStraight(value, { ...place, scope: place.scope.child(name.text) });
}

function withStraight(value: Expression, place: Place): Place {
  return { ...place, straight: countBlockCalls(value, place.environment) === 1 };
}

function bind(environment: Environment, name: Name, value: Value, { elaboration }: Place): void {
  if (name.text === '') return;
  const before = environment.own(name.text);
  if (before !== undefined) {
    const also = [{ span: before.span, text: 'given first here' }];
    elaboration.report(duplicateName(name.span, { name: name.text }, { also }));
    return;
  }
  environment.define(name.text, { kind: 'value', span: name.span, used: false, value });
}
