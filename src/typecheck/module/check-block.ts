import { notALayer } from '../../diagnostics/catalogue/names.ts';
import {
  signatureAdmitsTooMuch,
  signatureDoesNotHold,
  signatureNotProved,
} from '../../diagnostics/catalogue/shapes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { BlockDeclaration, LetDeclaration } from '../../parser/ast.ts';
import { bindParameter, checkParameterTypes, parameterValue } from '../elaborate/block-parameters.ts';
import { runBody } from '../elaborate/call-block.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { Elaboration } from '../elaborate/elaboration.ts';
import { Environment } from '../elaborate/environment.ts';
import { evaluate, isLayer } from '../elaborate/evaluate.ts';
import { Graph } from '../elaborate/graph.ts';
import { Scope } from '../elaborate/scope.ts';
import { matchInputs } from '../elaborate/signature.ts';
import type { Tensor } from '../elaborate/value.ts';
import { describe, poison, poisonTensor } from '../elaborate/value.ts';
import { inputCount } from '../signature/infer-block.ts';
import { proveSignature } from '../signature/prove-signature.ts';

type Report = (diagnostic: Diagnostic) => void;

/** Checks a block by itself, used or not. */
export function checkBlock(declaration: BlockDeclaration, environment: Environment, report: Report): void {
  checkParameterTypes(declaration.parameters, report);
  // What is wrong with names is said once, and nothing can be proved of it.
  if (checkNames(declaration, environment, report)) checkSignature(declaration, environment, report);
}

/** Checks a file's `let` by itself, used or not. */
export function checkLet({ value }: LetDeclaration, environment: Environment, report: Report): void {
  const made = evaluate(value, placeIn(environment, report));
  if (made.kind === 'poison' || isLayer(made)) return;
  report(notALayer(value.span, { given: describe(made), tensor: made.kind === 'tensors' }));
}

/** Runs a block over nothing known: what is wrong whatever flows in and whatever is given. False after an error. */
function checkNames(declaration: BlockDeclaration, environment: Environment, report: Report): boolean {
  let right = true;
  const place = placeIn(new Environment(environment), (diagnostic) => {
    right &&= diagnostic.severity !== 'error';
    report(diagnostic);
  });
  for (const parameter of declaration.parameters) {
    if (parameter.default !== undefined) {
      parameterValue(declaration.name.text, parameter, parameter.default, place);
    }
    bindParameter(place.environment, parameter, poison);
  }
  const { span } = declaration.name;
  const inputs = Array.from({ length: inputCount(declaration) }, () => poisonTensor(span));
  run(declaration, inputs, place);
  return right;
}

/** Says where a signature does not hold, with numbers that show it, or that no proof was found. */
function checkSignature(declaration: BlockDeclaration, environment: Environment, report: Report): void {
  const { signature, name } = declaration;
  if (signature === undefined) return;
  const verdict = proveSignature(declaration, environment);
  const block = name.text;
  switch (verdict.kind) {
    case 'proved':
      return;
    case 'broken':
      for (const diagnostic of verdict.diagnostics) report(diagnostic);
      return;
    case 'refuted': {
      const { example, claimed, computed, chain } = verdict;
      const values = [...example.values].map(([key, value]) => `${key} = ${value}`).join(', ');
      if (example.failure === undefined) {
        const shown = { values, claimed: example.claimed, computed: example.computed };
        report(
          signatureDoesNotHold(
            signature.output.span,
            { block, claimed, computed: computed ?? example.computed, example: shown },
            { chain },
          ),
        );
      } else {
        const { inputs, failure } = example;
        report(signatureAdmitsTooMuch(signature.span, { block, values, inputs, failure }));
      }
      return;
    }
    case 'open':
      report(signatureNotProved(signature.span, { block }));
  }
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

function placeIn(environment: Environment, report: Report): Place {
  return {
    elaboration: new Elaboration(new Graph(), report),
    environment,
    scope: new Scope(),
    straight: false,
  };
}
