import type { Arrow, Box, Frame, Picture } from './picture.ts';

/** What stands in one column: boxes, and where the network comes from and goes on. */
export interface Column {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly frames: readonly Frame[];
  /** The last box of the column before; its arrows begin at a pin here. */
  readonly from: string | undefined;
  /** The box here from which the next column goes on. */
  readonly to: string | undefined;
}

/** Boxes that a cut would not part, and the box behind which one may cut. */
interface Unit {
  readonly boxes: Set<string>;
  readonly end: string;
}

/** What a cut through a frame weighs, of what a column of usual height does. */
const frameWeight = 0.35;

/** Cuts a picture behind boxes through which everything goes, into at most so many columns of like height. */
export function cutIntoColumns(picture: Picture, count: number): readonly Column[] {
  const units = unitsOf(picture);
  const cuts = bestCuts(units, picture, Math.min(count, units.length));
  const bounds = [...cuts, units.length];
  let start = 0;
  return bounds.map((end, index) => {
    const part = units.slice(start, end);
    const ids = new Set(part.flatMap(({ boxes }) => [...boxes]));
    const from = start === 0 ? undefined : units[start - 1]?.end;
    const to = index === bounds.length - 1 ? undefined : part.at(-1)?.end;
    start = end;
    return {
      boxes: picture.boxes.filter(({ id }) => ids.has(id)),
      arrows: picture.arrows.filter((arrow) => ids.has(arrow.to)),
      frames: picture.frames.flatMap((frame) => framePart(frame, ids)),
      from,
      to,
    };
  });
}

/** What of a frame stands in a column. */
function framePart(frame: Frame, ids: ReadonlySet<string>): readonly Frame[] {
  const boxes = frame.boxes.filter((id) => ids.has(id));
  const frames = frame.frames.flatMap((inner) => framePart(inner, ids));
  return boxes.length === 0 && frames.length === 0 ? [] : [{ ...frame, boxes, frames }];
}

/** The picture in pieces, in the order of the flow. */
function unitsOf({ boxes, arrows }: Picture): readonly Unit[] {
  const order = new Map(boxes.map(({ id }, index) => [id, index]));
  const place = (id: string): number => order.get(id) ?? 0;
  const backward = arrows.map(({ from, to }) => [to, from] as const);
  const outputs = boxes.filter(({ family, trainOnly }) => family === 'output' && !trainOnly);
  const before = new Set(outputs.flatMap(({ id }) => [...reached(id, backward)]));
  const way = boxes.filter(({ id }) => before.has(id));
  const between = arrows.filter(({ from, to }) => before.has(from) && before.has(to));
  // Everything goes through a box when no arrow leads past it. The boxes are in an order of computation.
  const trunk = way.filter(
    ({ id }) => !between.some(({ from, to }) => place(from) < place(id) && place(to) > place(id)),
  );
  const inputs = way.filter(({ family }) => family === 'input');
  const ends = trunk.filter(({ family }) => family !== 'input' || inputs.length === 1);
  const units = ends.map(({ id }): Unit => ({ boxes: new Set(), end: id }));
  for (const { id } of way) units.find(({ end }) => place(end) >= place(id))?.boxes.add(id);
  // Heads that exist while training only stand with the last box they come from.
  for (const { id } of boxes.filter((box) => !before.has(box.id))) {
    const above = reached(id, backward);
    const home = units.findLast(({ boxes: own }) => [...own].some((other) => above.has(other)));
    (home ?? units[0])?.boxes.add(id);
  }
  return units;
}

/** Everything that the ways from a box lead to, itself included. */
function reached(start: string, steps: readonly (readonly [string, string])[]): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const [from, to] of steps) next.set(from, [...(next.get(from) ?? []), to]);
  const found = new Set([start]);
  for (const id of found) for (const other of next.get(id) ?? []) found.add(other);
  return found;
}

/** Before which units to cut: columns are alike in height, and frames stay whole where they can. */
function bestCuts(units: readonly Unit[], picture: Picture, count: number): readonly number[] {
  const heights = units.map((unit) => rowsOf(unit, picture));
  const usual = heights.reduce((sum, rows) => sum + rows, 0) / count;
  const torn = units.map(
    (unit, index) => framesAcross(unit, units[index + 1], picture.frames) * frameWeight * usual ** 2,
  );
  const known = new Map<string, Cuts>();
  /** The best way to set the units from `start` on into so many columns. */
  const best = (start: number, columns: number): Cuts => {
    const key = `${start} ${columns}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    let height = 0;
    let chosen: Cuts = { cost: Infinity, cuts: [] };
    for (let cut = start + 1; cut <= units.length - columns + 1; cut++) {
      height += heights[cut - 1] ?? 0;
      if (columns === 1 && cut < units.length) continue;
      const rest = columns === 1 ? { cost: 0, cuts: [] } : best(cut, columns - 1);
      const cost = height ** 2 + rest.cost + (columns === 1 ? 0 : (torn[cut - 1] ?? 0));
      if (cost < chosen.cost) chosen = { cost, cuts: columns === 1 ? [] : [cut, ...rest.cuts] };
    }
    known.set(key, chosen);
    return chosen;
  };
  return best(0, count).cuts;
}

interface Cuts {
  readonly cost: number;
  readonly cuts: readonly number[];
}

/** Rows of boxes below each other. */
function rowsOf({ boxes }: Unit, { boxes: all, arrows }: Picture): number {
  const rows = new Map<string, number>();
  const inside = all.filter(({ id }) => boxes.has(id));
  for (const { id } of inside) {
    const above = arrows
      .filter(({ from, to }) => to === id && boxes.has(from))
      .map(({ from }) => rows.get(from) ?? 0);
    rows.set(id, 1 + Math.max(0, ...above));
  }
  return Math.max(0, ...rows.values());
}

/** How many frames hold boxes on both sides of a cut. */
function framesAcross(unit: Unit, next: Unit | undefined, frames: readonly Frame[]): number {
  if (next === undefined) return 0;
  return frames.reduce((sum, frame) => {
    const ids = idsOf(frame);
    const torn = ids.some((id) => unit.boxes.has(id)) && ids.some((id) => next.boxes.has(id));
    return sum + (torn ? 1 + framesAcross(unit, next, frame.frames) : 0);
  }, 0);
}

function idsOf(frame: Frame): readonly string[] {
  return [...frame.boxes, ...frame.frames.flatMap(idsOf)];
}
