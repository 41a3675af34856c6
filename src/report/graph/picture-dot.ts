import { grouped } from '../numbers.ts';
import { escaped } from '../html.ts';
import { colours, palette } from './palette.ts';
import type { Arrow, Box, Frame, Picture } from './picture.ts';
import { titleWords } from './title-words.ts';

const font = 'Helvetica';

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
    `  graph [rankdir=TB, ranksep=0.32, nodesep=0.28, bgcolor="#ffffff", pad=0.25, fontname="${font}", fontcolor="${palette.ink}",`,
    `    labelloc=t, labeljust=l, fontsize=16, label=<${titleOf(picture)}>]`,
    `  node [shape=box, style="rounded,filled", fontname="${font}", fontsize=12, fontcolor="${palette.ink}", margin="0.14,0.06", height=0.3, penwidth=1]`,
    `  edge [color="${palette.line}", fontname="${font}", fontsize=9, fontcolor="${palette.quiet}", arrowsize=0.6, penwidth=1.1]`,
    ...picture.boxes.filter(({ id }) => !framedIds.has(id)).map((box) => `  ${boxDot(box)}`),
    ...picture.frames.flatMap((frame) => frameDot(frame, boxes, '  ')),
    ...arrowsDot(picture.arrows),
    '}',
    '',
  ].join('\n');
}

function titleOf(picture: Picture): string {
  const { title, details } = titleWords(picture);
  return `<b>${escaped(title)}</b><font point-size="11" color="${palette.quiet}">  ${escaped(details)}</font>`;
}

function boxDot(box: Box): string {
  const [fill, border] = colours[box.frozen === true ? 'frozen' : box.family];
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
  const [, , colour] = colours[frozen === true ? 'frozen' : family];
  const main = `<font color="${colour}">${escaped(first)}</font>`;
  const small = family === 'output' ? colour : palette.quiet;
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
  const { fill, border } = frame.frozen ? palette.frozenFrame : palette.frame;
  return [
    `${indent}subgraph ${quoted(`cluster_${frame.path}`)} {`,
    `${indent}  graph [id=${quoted(`frame:${frame.path}`)}, label=<${escaped(frame.title)}>, tooltip=${quoted(frame.path)}, fontsize=11, fontcolor="${palette.quiet}",`,
    `${indent}    style="rounded,filled", fillcolor="${fill}", color="${border}", margin=10, labeljust=l]`,
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
        ? [`color="${palette.skip}"`, 'penwidth=1.4', `tooltip=${quoted(`${shape}, past other layers`)}`]
        : []),
      ...(trainOnly ? ['style=dashed'] : []),
    ];
    return `  ${quoted(from)} -> ${quoted(to)} [${attributes.join(', ')}]`;
  });
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
