import { grouped } from '../numbers.ts';
import { escaped } from '../html.ts';
import type { Arrow, Box, Family, Frame, Picture } from './picture.ts';

/** Helvetica is what Graphviz measures; the others are as wide, for machines without it. */
const font = 'Helvetica,Arial,Liberation Sans,DejaVu Sans Condensed,sans-serif';

const ink = '#25303b';
const quiet = '#66717d';
const line = '#9aa5b1';
const accent = '#c2410c';

/** Fill and border of each family. */
const colours: Readonly<Record<Family, readonly [fill: string, border: string]>> = {
  input: ['#ffffff', '#25303b'],
  output: ['#25303b', '#25303b'],
  convolution: ['#dcebfa', '#6ba3d6'],
  pooling: ['#dff2e3', '#74b886'],
  dense: ['#fdeacc', '#dfa246'],
  join: ['#ffffff', '#66717d'],
  shape: ['#f4f5f7', '#b4bcc6'],
  other: ['#f4f5f7', '#b4bcc6'],
  block: ['#e9e4f8', '#9a87d0'],
};

const frozenColours = ['#e3e6ea', '#aeb6bf'] as const;

/** The picture in the language of Graphviz. */
export function pictureDot(picture: Picture): string {
  const framedIds = new Set<string>();
  const inFrames = (frame: Frame): void => {
    for (const id of frame.boxes) framedIds.add(id);
    frame.frames.forEach(inFrames);
  };
  picture.frames.forEach(inFrames);
  const boxes = new Map(picture.boxes.map((box) => [box.id, box]));
  return [
    `digraph ${quoted(picture.model)} {`,
    `  graph [rankdir=TB, ranksep=0.32, nodesep=0.28, bgcolor="#ffffff", pad=0.25, fontname="${font}", fontcolor="${ink}",`,
    `    labelloc=t, labeljust=l, fontsize=16, label=<${titleOf(picture)}>]`,
    `  node [shape=box, style="rounded,filled", fontname="${font}", fontsize=12, fontcolor="${ink}", margin="0.14,0.06", height=0.3, penwidth=1]`,
    `  edge [color="${line}", fontname="${font}", fontsize=9, fontcolor="${quiet}", arrowsize=0.6, penwidth=1.1]`,
    ...picture.boxes.filter(({ id }) => !framedIds.has(id)).map((box) => `  ${boxDot(box)}`),
    ...picture.frames.flatMap((frame) => frameDot(frame, boxes, '  ')),
    ...arrowsDot(picture.arrows),
    '}',
    '',
  ].join('\n');
}

function titleOf({ model, parameters, phase }: Picture): string {
  const details = [`${grouped(parameters)} parameters`];
  if (phase !== undefined)
    details.push(
      `phase ${phase.name} trains ${grouped(phase.trainable)} of them, grey ones stay as they are`,
    );
  return `<b>${escaped(model)}</b><font point-size="11" color="${quiet}">  ${escaped(details.join('; '))}</font>`;
}

function boxDot(box: Box): string {
  const [fill, border] = box.frozen === true ? frozenColours : colours[box.family];
  const style = box.trainOnly ? 'rounded,filled,dashed' : 'rounded,filled';
  const round = box.family === 'join' && (box.lines[0]?.length ?? 0) === 1 && box.lines.length === 1;
  const attributes = [
    `id=${quoted(box.id)}`,
    `label=<${boxLabel(box)}>`,
    `tooltip=${quoted(tooltip(box))}`,
    `fillcolor="${fill}"`,
    `color="${border}"`,
    `style="${style}"`,
    ...(round ? ['shape=circle', 'margin=0', 'width=0.32', 'fixedsize=true'] : []),
  ];
  return `${quoted(box.id)} [${attributes.join(', ')}]`;
}

function boxLabel({ lines: [first = '', ...more], family, frozen }: Box): string {
  const colour = family === 'output' ? '#ffffff' : frozen === true ? quiet : ink;
  const main = `<font color="${colour}">${escaped(first)}</font>`;
  const small = family === 'output' ? '#d5dbe1' : quiet;
  return [main, ...more.map((text) => `<font point-size="10" color="${small}">${escaped(text)}</font>`)].join(
    '<br/>',
  );
}

function tooltip({ path, parameters, frozen }: Box): string {
  const weights =
    parameters === 0 ? [] : [`${grouped(parameters)} parameters${frozen === true ? ', frozen' : ''}`];
  return [path, ...weights].join(': ');
}

function frameDot(frame: Frame, boxes: ReadonlyMap<string, Box>, indent: string): readonly string[] {
  const fill = frame.frozen ? '#f1f2f4' : '#fafbfc';
  return [
    `${indent}subgraph ${quoted(`cluster_${frame.path}`)} {`,
    `${indent}  graph [id=${quoted(`frame:${frame.path}`)}, label=<${escaped(frame.title)}>, tooltip=${quoted(frame.path)}, fontsize=11, fontcolor="${quiet}",`,
    `${indent}    style="rounded,filled", fillcolor="${fill}", color="#d5dae0", margin=10, labeljust=l]`,
    ...frame.boxes.flatMap((id) => {
      const box = boxes.get(id);
      return box === undefined ? [] : [`${indent}  ${boxDot(box)}`];
    }),
    ...frame.frames.flatMap((inner) => frameDot(inner, boxes, `${indent}  `)),
    `${indent}}`,
  ];
}

/** A shape stands once on the arrows of a tensor, on the first. */
function arrowsDot(arrows: readonly Arrow[]): readonly string[] {
  const labelled = new Set<string>();
  return arrows.map(({ from, to, shape, skip, trainOnly }) => {
    const isFirst = !labelled.has(`${from} ${shape}`);
    labelled.add(`${from} ${shape}`);
    const attributes = [
      ...(isFirst && !from.startsWith('input:') ? [`label=<  ${escaped(shape)}>`] : []),
      ...(skip
        ? [`color="${accent}"`, 'penwidth=1.4', `tooltip=${quoted(`${shape}, past other layers`)}`]
        : []),
      ...(trainOnly ? ['style=dashed'] : []),
    ];
    return `  ${quoted(from)} -> ${quoted(to)} [${attributes.join(', ')}]`;
  });
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
