import { cutIntoColumns } from './columns.ts';
import { placeColumn, type PlacedColumn } from './graphviz.ts';
import type { Picture } from './picture.ts';
import { fontSizes, type Area, type PictureLayout, type PlacedArrow, type Point } from './picture-layout.ts';
import { placeTitle } from './place-title.ts';
import { textSize } from './text-size.ts';
import { titleWords } from './title-words.ts';

/** Width by height of a slide. */
const slide = 16 / 9;
const margin = 24;
const gutter = 56;
const titleRoom = 60;

/** More than this no column would be worth its gutter. */
const mostColumns = 8;

/**
 * Places a picture, from top to bottom. A long network goes on in further columns to the right, so that it has about
 * the form of a slide.
 *
 * @param columns how many; without it as many as the form wants
 */
export async function layOutPicture(picture: Picture, columns?: number): Promise<PictureLayout> {
  const inColumns = async (count: number): Promise<PictureLayout> =>
    join(picture, await Promise.all(cutIntoColumns(picture, count).map(placeColumn)));
  if (columns !== undefined) return inColumns(Math.max(1, columns));
  let best = await inColumns(1);
  for (let count = 2; count <= mostColumns; count++) {
    const next = await inColumns(count);
    if (awayFromSlide(next) >= awayFromSlide(best)) return best;
    best = next;
  }
  return best;
}

/** How much wider or higher than a slide a picture is: 0 for its very form. */
function awayFromSlide({ width, height }: PictureLayout): number {
  return Math.abs(Math.log(width / height / slide));
}

/** Sets columns beside each other, and draws the way from each to the next. */
function join(picture: Picture, columns: readonly PlacedColumn[]): PictureLayout {
  const boxes = new Map<string, Area>();
  const arrows: PlacedArrow[] = [];
  const frames: PictureLayout['frames'][number][] = [];
  const pins: Point[] = [];
  const height = Math.max(0, ...columns.map((column) => column.height));
  let left = margin;
  let exit: Point | undefined;
  for (const column of columns) {
    const at = ([x, y]: Point): Point => [x + left, y + titleRoom];
    const moved = (area: Area): Area => ({ ...area, x: area.x + left, y: area.y + titleRoom });
    for (const [id, area] of column.boxes) boxes.set(id, moved(area));
    for (const { area, titleArea, ...frame } of column.frames)
      frames.push({ ...frame, area: moved(area), titleArea: moved(titleArea) });
    for (const { curve, tip, label, ...arrow } of column.arrows)
      arrows.push({
        ...arrow,
        curve: curve.map(at),
        tip: tip && at(tip),
        label: label && { ...label, area: moved(label.area) },
      });
    const entry = column.entry && at(column.entry);
    if (entry !== undefined && exit !== undefined) {
      arrows.push({ ...between, curve: wayUp(exit, entry, left - gutter / 2, titleRoom + height) });
      pins.push(exit, entry);
    }
    exit = column.exit && at(column.exit);
    left += column.width + gutter;
  }
  const words = titleWords(picture);
  const titleWidth = textSize(words.title, fontSizes.title) + textSize(words.details, fontSizes.subtitle);
  return {
    picture,
    width: Math.ceil(Math.max(left - gutter + margin, titleWidth + 3 * margin)),
    height: Math.ceil(titleRoom + height + margin),
    boxes,
    frames: frames.map((frame) => placeTitle(frame, arrows)),
    arrows,
    pins,
  };
}

const between = {
  from: '',
  to: '',
  tip: undefined,
  skip: false,
  trainOnly: false,
  label: undefined,
} as const;

const corner = 12;

/** From a pin at the foot of a column to the one at the head of the next, up through the gutter, as cubic curves. */
function wayUp([x, y]: Point, [toX, toY]: Point, gutterX: number, floor: number): readonly Point[] {
  const low = Math.min(y + corner, floor + corner);
  const high = toY - corner;
  const straight = (from: Point, to: Point): readonly Point[] => [from, to, to];
  const a: Point = [x, low];
  const b: Point = [gutterX - corner, low];
  const c: Point = [gutterX, low - corner];
  const d: Point = [gutterX, high + corner];
  const e: Point = [gutterX + corner, high];
  const f: Point = [toX, high];
  return [
    [x, y],
    ...straight([x, y], a),
    ...straight(a, b),
    ...[[gutterX, low] as const, [gutterX, low] as const, c],
    ...straight(c, d),
    ...[[gutterX, high] as const, [gutterX, high] as const, e],
    ...straight(e, f),
    ...straight(f, [toX, toY]),
  ];
}
