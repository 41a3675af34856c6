import { instance, type Viz } from '@viz-js/viz';
import type { Column } from './columns.ts';
import type { Arrow, Box, Frame } from './picture.ts';
import { fontSizes, type Area, type PlacedArrow, type PlacedFrame, type Point } from './picture-layout.ts';
import { textSize } from './text-size.ts';

/** Graphviz counts in inches of so many points; a point is a pixel here. */
const pointsPerInch = 72;

/** A column with everything in its place, from its own upper left corner. */
export interface PlacedColumn {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Area>;
  readonly frames: readonly PlacedFrame[];
  readonly arrows: readonly PlacedArrow[];
  /** Where the network comes in from the column before, and where it leaves for the next. */
  readonly entry: Point | undefined;
  readonly exit: Point | undefined;
}

let engine: Promise<Viz> | undefined;

/** Places the boxes of a column by Graphviz's `dot`, in WebAssembly: it runs in a browser, too. */
export async function placeColumn(column: Column): Promise<PlacedColumn> {
  engine ??= instance();
  const text = (await engine).renderString(columnDot(column), { format: 'json', engine: 'dot' });
  const drawn: unknown = JSON.parse(text);
  const [, , width = 0, height = 0] = numbers(field(drawn, 'bb'));
  const flip = ([x, y]: Point): Point => [x, height - y];
  const objects = list(drawn, 'objects');
  const boxes = new Map<string, Area>();
  const frames: PlacedFrame[] = [];
  let entry: Point | undefined;
  let exit: Point | undefined;
  for (const object of objects) {
    const name = field(object, 'name');
    const [x, y] = flip(point(field(object, 'pos')));
    if (name === entryPin) entry = [x, y];
    else if (name === exitPin) exit = [x, y];
    else if (name.startsWith(framePrefix)) {
      const frame = allFrames(column.frames).find(({ path }) => `${framePrefix}${path}` === name);
      if (frame !== undefined) frames.push(placeFrame(frame, numbers(field(object, 'bb')), height));
    } else if (field(object, 'pos') !== '') {
      const [w, h] = [Number(field(object, 'width')), Number(field(object, 'height'))].map(
        (inch) => inch * pointsPerInch,
      );
      boxes.set(name, area([x, y], w ?? 0, h ?? 0));
    }
  }
  const arrows = list(drawn, 'edges').flatMap((edge): readonly PlacedArrow[] => {
    const number = Number(field(edge, 'comment'));
    const arrow = column.arrows[number];
    const label = labelOf(column, number);
    const [end = '', ...rest] = field(edge, 'pos').split(' ');
    const tip = end.startsWith('e,') ? flip(point(end.slice(2))) : undefined;
    const curve = (tip === undefined ? [end, ...rest] : rest).map((each) => flip(point(each)));
    if (arrow === undefined) return [{ ...toPin, from: column.to ?? '', curve, tip: undefined }];
    const place = field(edge, 'lp');
    return [
      {
        ...arrow,
        curve,
        tip,
        label:
          label === undefined || place === ''
            ? undefined
            : { text: label, area: labelArea(flip(point(place)), label) },
      },
    ];
  });
  return { width, height, boxes, frames, arrows, entry, exit };
}

const toPin = { to: '', skip: false, trainOnly: false, label: undefined } as const;

const entryPin = 'pin:entry';
const exitPin = 'pin:exit';
const framePrefix = 'cluster_';
const labelHeight = 14;
/** Room to the right of a label, between it and what stands there: frames keep no distance of their own. */
const labelPadding = 20;
const titleHeight = 18;
const apart = 4;
export const titleInset = 10;
const rowHeight = { box: 18, more: 15 } as const;

/** Pixels that a box takes. */
export function boxSize({
  lines: [first = '', ...more],
  family,
}: Box): readonly [width: number, height: number] {
  if (family === 'join' && first.length === 1 && more.length === 0) return [26, 26];
  const widths = [textSize(first, fontSizes.box), ...more.map((text) => textSize(text, fontSizes.more))];
  return [Math.max(44, Math.max(...widths) + 22), rowHeight.box + more.length * rowHeight.more + 12];
}

/** A shape stands once on the arrows of a tensor: on the first, and not where its box says it. */
function labelOf({ arrows }: Column, index: number): string | undefined {
  const arrow = arrows[index];
  if (arrow === undefined || arrow.from.startsWith('input:')) return undefined;
  const first = arrows.findIndex(({ from, shape }) => from === arrow.from && shape === arrow.shape);
  return first === index ? arrow.shape : undefined;
}

/** Only what decides about places; how it looks is not Graphviz's business. */
function columnDot(column: Column): string {
  const framed = new Set(allFrames(column.frames).flatMap(({ boxes }) => boxes));
  const sizes = new Map(column.boxes.map((box) => [box.id, boxSize(box)]));
  const boxDot = (id: string): string => {
    const [width, height] = sizes.get(id) ?? [0, 0];
    return `${quoted(id)} [width=${width / pointsPerInch}, height=${height / pointsPerInch}];`;
  };
  const frameDot = ({ path, title, boxes, frames }: Frame): string =>
    // Twice as wide as the title: an arrow to the middle of the frame does not cross it.
    `subgraph ${quoted(`${framePrefix}${path}`)} { margin=16; labeljust=l; label=${room(2 * textSize(title, fontSizes.frame) + 16, titleHeight)}; ` +
    `${boxes.map(boxDot).join(' ')} ${frames.map(frameDot).join(' ')} }`;
  return [
    'digraph { rankdir=TB; ranksep=0.3; nodesep=0.25; pad=0; margin=0; ',
    'node [shape=box, fixedsize=true, label=""]; edge [arrowsize=0.6, fontsize=10];',
    column.from === undefined ? '' : `{ rank=source; ${quoted(entryPin)} [width=0.1, height=0.1] }`,
    column.to === undefined ? '' : `{ rank=sink; ${quoted(exitPin)} [width=0.1, height=0.1] }`,
    ...column.boxes.filter(({ id }) => !framed.has(id)).map(({ id }) => boxDot(id)),
    ...column.frames.map(frameDot),
    ...column.arrows.map((arrow, index) => arrowDot(column, arrow, index)),
    column.to === undefined
      ? ''
      : `${quoted(column.to)} -> ${quoted(exitPin)} [dir=none, comment=${column.arrows.length}];`,
    '}',
  ].join('\n');
}

function arrowDot(column: Column, { from, to }: Arrow, index: number): string {
  const label = labelOf(column, index);
  const start = from === column.from ? entryPin : from;
  const attributes = [
    `comment=${index}`,
    ...(label === undefined
      ? []
      : [`label=${room(textSize(label, fontSizes.label) + labelPadding, labelHeight)}`]),
  ];
  return `${quoted(start)} -> ${quoted(to)} [${attributes.join(', ')}];`;
}

/** A label of exactly this size: Graphviz has no fonts to measure. */
const room = (width: number, height: number): string =>
  `<<table border="0" cellborder="0" cellpadding="0" cellspacing="0" fixedsize="true" width="${width}" height="${height}"><tr><td></td></tr></table>>`;

function placeFrame({ path, title, frozen }: Frame, bb: readonly number[], height: number): PlacedFrame {
  const [left = 0, bottom = 0, right = 0, top = 0] = bb;
  // Graphviz lets frames touch.
  const [x, y] = [left + apart, height - top + apart];
  return {
    path,
    title,
    frozen,
    area: { x, y, width: right - left - 2 * apart, height: top - bottom - 2 * apart },
    titleArea: { x: x + titleInset, y: y + 4, width: textSize(title, fontSizes.frame), height: titleHeight },
  };
}

function allFrames(frames: readonly Frame[]): readonly Frame[] {
  return frames.flatMap((frame) => [frame, ...allFrames(frame.frames)]);
}

function labelArea([x, y]: Point, label: string): Area {
  return area([x - labelPadding / 2 + 4, y], textSize(label, fontSizes.label), labelHeight);
}

const area = ([x, y]: Point, width: number, height: number): Area => ({
  x: x - width / 2,
  y: y - height / 2,
  width,
  height,
});

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const numbers = (text: string): readonly number[] => text.split(',').map(Number);

function point(text: string): Point {
  const [x = 0, y = 0] = numbers(text);
  return [x, y];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function field(value: unknown, key: string): string {
  const found = isRecord(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
}

function list(value: unknown, key: string): readonly unknown[] {
  const found: unknown = isRecord(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
}
