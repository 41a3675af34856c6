import type { Offer } from './offer.ts';

function declaration(label: string, doc: string, snippet: string): Offer {
  return { label, kind: 'snippet', doc, snippet };
}

/** What may stand between declarations. */
export const declarationItems: readonly Offer[] = [
  declaration('import', 'Names of another file.', 'import { ${2:VGG16} } from "${1:std/vgg}"'),
  declaration(
    'model',
    'A whole network.',
    'model ${1:Name}(${2:photo}: [${3:150, 150, 3}]) {\n  output ${4:kind} = $2 -> $0\n}',
  ),
  declaration(
    'block',
    'A layer of your own, with parameters.',
    'block ${1:Name}(${2:channels}: int) =\n  $0',
  ),
  declaration(
    'data',
    'What is learned from.',
    'data ${1:pets} = images("${2:data/pets}") {\n  size: ${3:150x150}\n  split: ${4:folders}\n}',
  ),
  declaration(
    'augment',
    'Steps that change photos of training at random.',
    'augment ${1:name} =\n  ${2:rotate(40deg)} -> ${3:flip(horizontal)}',
  ),
  declaration(
    'train',
    'How a model is trained.',
    'train ${1:name} = ${2:Model} on ${3:data} {\n  batch: ${4:32}\n  minimize: ${5:cross_entropy}(${6:kind})\n  metrics: ${7:accuracy}($6)\n  optimizer: ${8:adam(1e-3)}\n  epochs: ${9:30}\n}',
  ),
  declaration('ensemble', 'Several trained models that vote.', 'ensemble ${1:name} = ${2:5} * ${3:train}'),
  declaration('param', 'A value that --set changes.', 'param ${1:name} = ${2:1}'),
  declaration('const', 'A value.', 'const ${1:name} = ${2:64}'),
  declaration('let', 'A layer that shares its weights wherever it is used.', 'let ${1:name} = $0'),
];
