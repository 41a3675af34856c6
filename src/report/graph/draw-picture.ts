import type { LayerGraph } from '../../ir/layer-graph.ts';
import { boxOf, groupLayers, parentOf, type Group } from './boxes.ts';
import { shapeWords } from './describe-layer.ts';
import type { Arrow, Box, Frame, Picture } from './picture.ts';

/** What of a network is shown. */
export interface View {
  /** Steps of paths that are shown; without it as many as make a picture that can be taken in. */
  readonly depth?: number | undefined;
  /** Paths that are shown with one step more, and paths below which nothing is shown, whatever the depth. */
  readonly open?: readonly string[] | undefined;
  readonly folded?: readonly string[] | undefined;
  /** A phase and the paths of the weights that it trains; all others are shaded. */
  readonly phase?: { readonly name: string; readonly trainable: ReadonlySet<string> } | undefined;
}

/** Without a depth the deepest is taken that has no more boxes than this. */
const mostBoxes = 110;

/** The picture of a model. */
export function pictureOf(model: LayerGraph, { depth, open, folded, phase }: View = {}): Picture {
  const shown = depth ?? readableDepth(model);
  const groups = groupLayers(model, { depth: shown, open, folded });
  const groupOf = new Map(groups.flatMap((group) => group.layers.map(({ id }) => [id, group.id] as const)));
  const nameOf = new Map([...model.inputs.map(({ id, name }) => [id, `input:${name}`] as const), ...groupOf]);
  const boxes = [
    ...model.inputs.map(inputBox),
    ...groups.map((group) => boxOf(group, phase?.trainable)),
    ...model.outputs.map(outputBox),
  ];
  const trainable = model.weights
    .filter(({ path }) => phase?.trainable.has(path) === true)
    .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  return {
    model: model.model,
    depth: shown,
    parameters: model.layers.reduce((sum, { parameters }) => sum + parameters, 0),
    phase: phase && { name: phase.name, trainable },
    boxes,
    arrows: markSkips(boxes, arrowsOf(model, groups, nameOf)),
    frames: framesBelow('', groups, boxes),
  };
}

/** The deepest view that can be taken in; one step at least. */
export function readableDepth(model: LayerGraph): number {
  const deepest = Math.max(1, ...model.layers.map(({ path }) => path.split('.').length));
  for (let depth = deepest; depth > 1; depth--)
    if (groupLayers(model, { depth }).length <= mostBoxes) return depth;
  return 1;
}

function inputBox({ name, shape }: LayerGraph['inputs'][number]): Box {
  return { ...end, id: `input:${name}`, family: 'input', path: name, lines: [name, shapeWords(shape)] };
}

function outputBox({ name, trainOnly }: LayerGraph['outputs'][number]): Box {
  const lines = trainOnly ? [name, 'while training'] : [name];
  return { ...end, id: `output:${name}`, family: 'output', path: name, lines, trainOnly };
}

const end = { layers: 0, parameters: 0, frozen: undefined, trainOnly: false, line: undefined } as const;

function arrowsOf(
  { inputs, layers, outputs }: LayerGraph,
  groups: readonly Group[],
  nameOf: ReadonlyMap<number, string>,
): readonly Arrow[] {
  const shapes = new Map([...inputs, ...layers].map(({ id, shape }) => [id, shapeWords(shape)] as const));
  const arrows = new Map<string, Arrow>();
  const join = (tensor: number, to: string, trainOnly: boolean): void => {
    const from = nameOf.get(tensor);
    const shape = shapes.get(tensor) ?? '';
    if (from === undefined || from === to) return;
    arrows.set(`${from} ${to} ${shape}`, { from, to, shape, skip: false, trainOnly });
  };
  for (const group of groups)
    for (const layer of group.layers)
      for (const input of layer.inputs) join(input, group.id, layer.trainOnly);
  for (const { tensor, name, trainOnly } of outputs) join(tensor, `output:${name}`, trainOnly);
  return [...arrows.values()];
}

/** An arrow skips where its tensor goes elsewhere, too, and its end is farther than one step along the longest way. */
function markSkips(boxes: readonly Box[], arrows: readonly Arrow[]): readonly Arrow[] {
  const rank = new Map(boxes.map(({ id }) => [id, 0]));
  // As many rounds as a way can have steps; a way that leads back to its own box ends there.
  for (let round = 0; round < boxes.length; round++) {
    let moved = false;
    for (const { from, to } of arrows) {
      const next = Math.min((rank.get(from) ?? 0) + 1, boxes.length);
      if (next <= (rank.get(to) ?? 0)) continue;
      rank.set(to, next);
      moved = true;
    }
    if (!moved) break;
  }
  const uses = new Map<string, number>();
  for (const { from } of arrows) uses.set(from, (uses.get(from) ?? 0) + 1);
  return arrows.map((arrow) => ({
    ...arrow,
    skip: (uses.get(arrow.from) ?? 0) > 1 && (rank.get(arrow.to) ?? 0) - (rank.get(arrow.from) ?? 0) > 1,
  }));
}

/** Frames for the paths right below one, as far as there are several boxes in them. */
function framesBelow(above: string, groups: readonly Group[], boxes: readonly Box[]): readonly Frame[] {
  const inside = groups.filter(({ path }) => above === '' || path.startsWith(`${above}.`));
  const steps = above === '' ? 0 : above.split('.').length;
  const paths = inside
    .map(({ path }) => path.split('.'))
    .filter((parts) => parts.length > steps + 1)
    .map((parts) => parts.slice(0, steps + 1).join('.'));
  return [...new Set(paths)].flatMap((path) => {
    const members = inside.filter((group) => group.path.startsWith(`${path}.`));
    const frames = framesBelow(path, groups, boxes);
    // One box needs no frame, and all of the network is the picture itself.
    if (members.length < 2 || members.length === groups.length) return frames;
    const ids = new Set(members.map(({ id }) => id));
    const weighted = boxes.filter(({ id, frozen }) => ids.has(id) && frozen !== undefined);
    return [
      {
        path,
        title: path.split('.').at(-1) ?? path,
        boxes: members
          .filter((group) => parentOf(group.path) === path || !framed(frames, group.id))
          .map(({ id }) => id),
        frames,
        frozen: weighted.length > 0 && weighted.every(({ frozen }) => frozen === true),
      },
    ];
  });
}

function framed(frames: readonly Frame[], id: string): boolean {
  return frames.some((frame) => frame.boxes.includes(id) || framed(frame.frames, id));
}
