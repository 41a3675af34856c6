import type { Diagnostic, ShapeStep } from '../../diagnostics/diagnostic.ts';
import type { BlockDeclaration } from '../../parser/ast.ts';
import { bindParameter } from '../elaborate/block-parameters.ts';
import { runBody } from '../elaborate/call-block.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { Elaboration, Reporter } from '../elaborate/elaboration.ts';
import { Environment } from '../elaborate/environment.ts';
import { chainTo, Graph } from '../elaborate/graph.ts';
import type { Questions } from '../elaborate/questions.ts';
import { Scope } from '../elaborate/scope.ts';
import { matchInputs, printPattern, sizeOf } from '../elaborate/signature.ts';
import type { Trace } from '../elaborate/trace.ts';
import type { Tensor, Value } from '../elaborate/value.ts';
import { poison } from '../elaborate/value.ts';
import type { Dimension, SymbolicShape } from '../shape/dimension.ts';

/** A block run once, with values for its parameters and shapes for its inputs. */
export interface BlockRun {
  readonly inputs: readonly SymbolicShape[];
  /** Undefined where something is wrong or unknown. */
  readonly output: SymbolicShape | undefined;
  /** What the signature says of each size of the output; undefined for any size. */
  readonly claimed: readonly (Dimension | undefined)[] | undefined;
  /** The claim in writing, with what is known of its sizes. */
  readonly claimedText: string;
  /** The layers that led to the output. */
  readonly chain: readonly ShapeStep[];
  /** What is wrong in the body or with the inputs. */
  readonly diagnostics: readonly Diagnostic[];
  /** What is wrong in the claim itself. */
  readonly ofClaim: readonly Diagnostic[];
  /** Something was left open, so that an output missing says nothing. */
  readonly undecided: boolean;
}

/** Shapes for the inputs of a block, known once its parameters are bound. */
export type InputShapes = (place: Place) => readonly SymbolicShape[];

/** Runs a block's body by itself. Its layers go nowhere; what is said of them is given back, not reported. */
export function runBlock(
  declaration: BlockDeclaration,
  environment: Environment,
  parameters: ReadonlyMap<string, Value>,
  inputShapes: InputShapes,
  questions?: Questions,
  trace?: Trace,
): BlockRun {
  const reporter = new Reporter();
  const place: Place = {
    elaboration: new Elaboration(new Graph(), reporter.report, { questions, trace }),
    environment: new Environment(environment),
    scope: new Scope(),
    straight: false,
  };
  for (const parameter of declaration.parameters) {
    bindParameter(place.environment, parameter, parameters.get(parameter.name.text) ?? poison);
  }
  const { name, signature } = declaration;
  const inputs = inputShapes(place);
  const ofInputs = reporter.diagnostics.splice(0);
  const source = { span: name.span, nameSpan: name.span, arguments: [] };
  const flowing = inputs.map((shape) => place.elaboration.graph.input(shape, name.span));
  place.elaboration.calls.push({ declaration, span: name.span });
  const made: readonly Tensor[] = matchInputs(declaration, flowing, source, place)
    ? runBody({ declaration, environment: place.environment }, flowing, source, place)
    : [];
  place.elaboration.calls.pop();
  const diagnostics = reporter.diagnostics.splice(0);
  const claimed = signature?.output.dimensions.map((dimension) => sizeOf(dimension, place));
  return {
    inputs,
    output: made[0]?.shape,
    chain: chainTo(made[0]),
    claimed,
    claimedText: signature === undefined ? '' : printPattern(signature.output, place),
    diagnostics,
    ofClaim: [...ofInputs, ...reporter.diagnostics],
    undecided: place.elaboration.undecided,
  };
}
