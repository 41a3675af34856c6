import type { CodeLens } from 'vscode-languageserver';
import { grouped } from '../../report/numbers.ts';
import { costOf } from '../index/weights.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { rangeOf } from '../workspace/positions.ts';

/** Commands that the editor's client has. */
export const lensCommands = {
  run: 'netc.run',
  plan: 'netc.build',
  summary: 'netc.summary',
  graph: 'netc.preview',
} as const;

/** What can be done with models and trains, above each, with their parameters. */
export function codeLenses(analysis: Analysis): CodeLens[] {
  const { file, module, here, document, checked } = analysis;
  return module.declarations.flatMap((declaration): CodeLens[] => {
    if (declaration.kind !== 'model' && declaration.kind !== 'train') return [];
    const { name } = declaration;
    if (name.text === '') return [];
    const { start, end } = here(name.span);
    const lens = (title: string, command: string): CodeLens => ({
      range: rangeOf(file, start, end),
      command: { title, command, arguments: [document.uri, name.text] },
    });
    if (declaration.kind === 'model') {
      const model = checked.models.find((each) => each.declaration === declaration);
      const { parameters } = costOf(model?.model === undefined ? [] : model.calls);
      const title = parameters === 0 ? 'summary' : `summary: ${grouped(parameters)} parameters`;
      return [lens(title, lensCommands.summary), lens('graph', lensCommands.graph)];
    }
    const phases = phasesText(analysis, name.text);
    return [
      lens('run', lensCommands.run),
      lens(phases === '' ? 'plan' : `plan: ${phases}`, lensCommands.plan),
    ];
  });
}

/** `top trains 2,097,665 of 16,812,353`. */
function phasesText({ checked }: Analysis, train: string): string {
  const found = checked.value.trains.find(({ name }) => name === train);
  const model = checked.models.find(({ model: typed }) => typed?.name === found?.model);
  if (found === undefined || model === undefined) return '';
  return found.phases
    .map(({ name, frozen }) => {
      const stays = new Set(frozen);
      const trained = costOf(
        model.calls.filter(({ weightsPath }) => !stays.has(weightsPath)),
        true,
      ).parameters;
      return `${name === train ? '' : `${name} `}trains ${grouped(trained)}`;
    })
    .join(', ');
}
