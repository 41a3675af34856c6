import type { InlayHint, Range } from 'vscode-languageserver';
import { InlayHintKind } from 'vscode-languageserver';
import type { AstNode, Declaration, Expression } from '../../parser/ast.ts';
import { children } from '../../parser/children.ts';
import { grouped } from '../../report/numbers.ts';
import type { Flow, Flows } from '../index/flows.ts';
import { callsOf, flowsOf, shapesText, symbolicFlows } from '../index/flows.ts';
import { costOf } from '../index/weights.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { offsetOf, positionOf } from '../workspace/positions.ts';

/** The shape behind each layer and block of a flow, and the parameters it brings; in blocks sizes are symbols. */
export function inlayHints(analysis: Analysis, range: Range): readonly InlayHint[] {
  const { file, module, here } = analysis;
  const [from, to] = [offsetOf(file, range.start), offsetOf(file, range.end)];
  return module.declarations.flatMap((declaration) => {
    const { start, end } = here(declaration.span);
    if (end < from || start > to) return [];
    const flows = flowsFor(declaration, analysis);
    const moved = start - declaration.span.start;
    return (flows === undefined ? [] : stagesOf(declaration)).flatMap((stage) => {
      const at = stage.span.end + moved;
      if (at < from || at > to) return [];
      const hint = hintAt(stage, flows ?? new Map());
      return hint === undefined ? [] : [{ ...hint, position: positionOf(file, at) }];
    });
  });
}

function flowsFor(declaration: Declaration, analysis: Analysis): Flows | undefined {
  if (declaration.kind === 'block') return symbolicFlows(declaration, analysis);
  return declaration.kind === 'model' ? flowsOf(analysis) : undefined;
}

/** The layers of flows, as they are written; of a named one the whole, name included. */
function stagesOf(root: AstNode): readonly Expression[] {
  const found: Expression[] = [];
  const waiting: AstNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    switch (node.kind) {
      case 'call':
      case 'reference':
        found.push(node);
        // What stands in its brackets are options.
        continue;
      case 'named':
        found.push(node);
        if (node.value.kind !== 'call' && node.value.kind !== 'reference') waiting.push(node.value);
        continue;
      case 'repeat':
        found.push(node);
        waiting.push(node.body);
        continue;
      case 'conditional':
        waiting.push(node.then, node.else);
        continue;
      default:
        waiting.push(...children(node));
    }
  }
  return found;
}

function hintAt(
  stage: Expression,
  flows: Flows,
): Pick<InlayHint, 'label' | 'kind' | 'paddingLeft'> | undefined {
  const through = (flows.get(stage) ?? []).filter(({ inputs }) => inputs.length > 0);
  const [first] = through;
  if (first === undefined) return undefined;
  const shapes = [...new Set(through.map(({ outputs }) => shapesText(outputs)))].filter(
    (text) => text !== undefined,
  );
  const [shape, another] = shapes;
  if (shape === undefined) return undefined;
  const label = another === undefined ? shape : `${shape} … ${shapes.at(-1) ?? ''}`;
  return { label: label + parametersText(through), kind: InlayHintKind.Type, paddingLeft: true };
}

/** Of all rounds of a repeat together. */
function parametersText(flows: readonly Flow[]): string {
  const [first] = flows;
  const { parameters } = costOf(flows.filter(({ model }) => model === first?.model).flatMap(callsOf));
  return parameters === 0 ? '' : `  ${grouped(parameters)}`;
}
