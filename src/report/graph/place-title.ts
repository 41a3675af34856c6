import { titleInset } from './graphviz.ts';
import type { Area, PlacedArrow, PlacedFrame, Point } from './picture-layout.ts';

/** A frame whose title stands where no arrow crosses it: at the left, at the right or between them. */
export function placeTitle(frame: PlacedFrame, arrows: readonly PlacedArrow[]): PlacedFrame {
  const { area, titleArea } = frame;
  const free = area.width - titleArea.width - 2 * titleInset;
  const places = [0, 1, 0.5, 0.25, 0.75].map((part): Area => ({
    ...titleArea,
    x: area.x + titleInset + part * Math.max(0, free),
  }));
  const clear = places.find((place) => !arrows.some((arrow) => crosses(arrow, place)));
  return { ...frame, titleArea: clear ?? titleArea };
}

/** Points on a curve that are looked at; arrows are short enough for them. */
const samples = 24;

/** Whether an arrow goes through an area. */
export function crosses({ curve, tip }: PlacedArrow, area: Area): boolean {
  const points = [...pointsOn(curve), ...(tip === undefined ? [] : [tip])];
  return points.some(
    ([x, y]) => x >= area.x && x <= area.x + area.width && y >= area.y && y <= area.y + area.height,
  );
}

/** Points along cubic curves. */
function pointsOn(curve: readonly Point[]): readonly Point[] {
  const points: Point[] = [];
  for (let index = 0; index + 3 < curve.length; index += 3) {
    const [a, b, c, d] = curve.slice(index, index + 4);
    if (a === undefined || b === undefined || c === undefined || d === undefined) break;
    for (let step = 0; step <= samples; step++) points.push(between(a, b, c, d, step / samples));
  }
  return points;
}

/** A point of a cubic Bézier curve. */
function between(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const s = 1 - t;
  const at = (axis: 0 | 1): number =>
    s ** 3 * a[axis] + 3 * s * s * t * b[axis] + 3 * s * t * t * c[axis] + t ** 3 * d[axis];
  return [at(0), at(1)];
}
