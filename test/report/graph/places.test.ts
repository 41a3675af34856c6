import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  layOutPicture,
  layoutSvg,
  type Area,
  type Box,
  type Frame,
  type PictureLayout,
} from '../../../src/report/graph/index.ts';
import { crosses } from '../../../src/report/graph/place-title.ts';
import { pictureOfFile } from '../../../src/runtime/project/draw-network.ts';
import { expectGolden } from '../../support/golden.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The networks of docs/pictures.md, as the commands there draw them. */
const documented = [
  { name: 'vgg_finetune', file: 'examples/vgg_finetune.net', depth: 3, phase: 'fine' },
  { name: 'googlenet', file: 'examples/googlenet.net', depth: 2, phase: undefined },
  { name: 'resnet50', file: 'docs/images/graph/resnet50.net', depth: 4, phase: undefined },
] as const;

const overlap = (one: Area, other: Area): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

const holds = (outer: Area, inner: Area): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

interface Named {
  readonly name: string;
  readonly area: Area;
}

/** Names of those that lie over one another. */
function overlaps(things: readonly Named[]): readonly string[] {
  return things.flatMap((one, index) =>
    things
      .slice(index + 1)
      .filter((other) => overlap(one.area, other.area))
      .map((other) => `${one.name} lies over ${other.name}`),
  );
}

const boxesOf = ({ boxes }: PictureLayout): readonly Named[] =>
  [...boxes].map(([name, area]) => ({ name, area }));

const idsOf = (frame: Frame): readonly string[] => [...frame.boxes, ...frame.frames.flatMap(idsOf)];

const allFrames = (frames: readonly Frame[]): readonly Frame[] =>
  frames.flatMap((frame) => [frame, ...allFrames(frame.frames)]);

describe.each(documented)('the picture of $name', ({ name, file, depth, phase }) => {
  let layout: PictureLayout;
  beforeAll(async () => {
    const request = { workingDirectory: root, settings: {}, model: undefined, depth, phase };
    layout = await layOutPicture(await pictureOfFile(file, request));
  });

  test('has every box once, inside the picture', () => {
    expect([...layout.boxes.keys()].sort()).toEqual(layout.picture.boxes.map(({ id }) => id).sort());
    const paper = { x: 0, y: 0, width: layout.width, height: layout.height };
    for (const { area } of [...boxesOf(layout), ...layout.frames]) expect(holds(paper, area)).toBe(true);
  });

  test('has an arrow with a head for every arrow of the network', () => {
    const drawn = layout.arrows.filter(({ tip }) => tip !== undefined).map(({ from, to }) => `${from} ${to}`);
    expect(drawn.sort()).toEqual(layout.picture.arrows.map(({ from, to }) => `${from} ${to}`).sort());
  });

  test('has nothing that lies over something else', () => {
    const labels = layout.arrows.flatMap(({ label }) =>
      label === undefined ? [] : [{ name: `label ${label.text}`, area: label.area }],
    );
    const titles = layout.frames.map(({ path, titleArea }) => ({ name: `title ${path}`, area: titleArea }));
    expect(overlaps([...boxesOf(layout), ...labels, ...titles])).toEqual([]);
  });

  test('has no arrow through a title', () => {
    const crossed = layout.frames.filter(({ titleArea }) =>
      layout.arrows.some((arrow) => crosses(arrow, titleArea)),
    );
    expect(crossed.map(({ path }) => path)).toEqual([]);
  });

  test('has frames around their boxes and around no others', () => {
    for (const frame of allFrames(layout.picture.frames)) {
      const placed = layout.frames.filter(({ path }) => path === frame.path);
      const inside = boxesOf(layout)
        .filter(({ area }) => placed.some((each) => overlap(each.area, area)))
        .map(({ name: id }) => id);
      expect(inside.sort(), frame.path).toEqual([...idsOf(frame)].sort());
      for (const { area } of boxesOf(layout).filter(({ name: id }) => idsOf(frame).includes(id)))
        expect(
          placed.some((each) => holds(each.area, area)),
          frame.path,
        ).toBe(true);
    }
  });

  test('has room for the words in every box', () => {
    const tight = layout.picture.boxes.filter(({ id, lines }: Box) => {
      const area = layout.boxes.get(id);
      // A letter of the usual fonts is about half as wide as it is high.
      const words = Math.max(...lines.map((line, index) => line.length * (index === 0 ? 13 : 11) * 0.52));
      return area === undefined || area.width < words || area.height < lines.length * 13;
    });
    expect(tight.map(({ id }) => id)).toEqual([]);
  });

  test('is about as wide as a slide', () => {
    expect(layout.width / layout.height).toBeGreaterThan(1.2);
    expect(layout.width / layout.height).toBeLessThan(2.7);
  });

  test('is the one that the documentation shows', () => {
    // Lines of programs move with every comment; the picture does not show them.
    const svg = layoutSvg(layout).replace(/ data-line="\d+"/g, '');
    expectGolden(`${root}docs/images/graph/${name}.svg`, svg);
  });
});
