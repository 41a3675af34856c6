import type { Colour } from '../photo/colour.ts';
import { noise } from '../raster/noise.ts';
import { blend, dye, rise, ruleOf } from '../raster/pigment.ts';
import type { Paint, Pigment } from '../raster/shade.ts';
import type { Material, Solid } from '../solid/solid.ts';
import { length, subtract } from '../solid/vector.ts';
import type { Anatomy } from './anatomy.ts';
import type { Coat } from './coat.ts';
import { type Place, markings, whiteness } from './markings.ts';

/** What one animal is painted with. */
export interface Look {
  readonly anatomy: Anatomy;
  readonly coat: Coat;
  readonly collar: Colour;
}

type Rule = (place: Place, look: Look, hair: number, out: Pigment) => void;

const black: Colour = [0.06, 0.05, 0.05];

const coatRule: Rule = (place, { coat, anatomy }, hair, out) => {
  const { along, up, side } = place;
  // Hairs lie along the limb: noise stretched that way, at two widths.
  const shag = 1 + anatomy.shag;
  const fine = noise((along * hair * 0.22) / shag, up * hair, side * hair);
  const coarse = noise(along * 1.4 + 7, up * 4, side * 4);
  const streak = fine - 0.5 + 0.55 * shag * (coarse - 0.5);
  place.along += 0.08 * (fine - 0.5);
  place.up += 0.12 * (coarse - 0.5);
  dye(out, coat.base, 1);
  const mark = markings[coat.pattern](place, coat);
  if (mark > 0) blend(out, coat.mark, mark);
  if (coat.pattern === 'patched' && coat.accent !== coat.mark) {
    const second = noise(along * 0.7 + 50 + coat.offset, up * 0.8, side * 0.8);
    blend(out, coat.accent, mark * rise(0.48, 0.56, second));
  }
  const white = whiteness(place, coat, coarse - 0.5 + 0.3 * (fine - 0.5));
  if (white > 0) blend(out, coat.white, white);
  const shade = place.region === 'ear' ? 0.86 : 1;
  const light = shade * (1 + coat.grain * 1.5 * streak);
  // Dark fur still shows its hairs, by their sheen.
  const sheen = 0.02 * Math.max(0, streak + 0.3);
  out[0] = (out[0] ?? 0) * light + sheen;
  out[1] = (out[1] ?? 0) * light + sheen;
  out[2] = (out[2] ?? 0) * light + sheen * 1.1;
  out[3] = 0.04;
};

function mouthLine(place: Place, { anatomy }: Look): number {
  const { muzzle } = anatomy.head;
  const tip = 0.66 + muzzle.length;
  const lipUp = -0.3 - muzzle.drop - 0.44 * muzzle.width * muzzle.taper * (0.35 + 0.22 * muzzle.pads);
  const s = Math.abs(place.side);
  const arc =
    lipUp + (muzzle.pads > 0 ? -0.1 * Math.sin(Math.min(1, s / 0.42) * Math.PI) : 0.05 * (tip - place.along));
  if (place.along < 0.35 || s > 0.62) return 0;
  const line = rise(0.04, 0.018, Math.abs(place.up - arc));
  const groove = place.along > tip - 0.1 && place.up > arc ? rise(0.032, 0.012, s) * 0.8 : 0;
  return Math.max(line, groove) * 0.75;
}

const rules: Readonly<Partial<Record<Material, Rule>>> = {
  coat: (place, look, hair, out) => {
    const line = place.region === 'muzzle' ? mouthLine(place, look) : 0;
    coatRule(place, look, hair, out);
    if (line > 0) blend(out, black, line);
  },
  mane: ({ along, up, side }, { coat }, hair, out) => {
    const hairs = noise(along * hair * 0.2, up * hair, side * hair);
    dye(out, coat.mark, 0.7 + 0.9 * (hairs - 0.5));
    out[3] = 0.05;
  },
  horn: ({ along, up, side }, { coat }, _hair, out) => {
    const rings = noise(along * 4 + coat.offset, up * 14, side * 4);
    dye(out, [0.42, 0.37, 0.32], 0.7 + 0.9 * (rings - 0.5));
    out[3] = 0.2;
  },
  ear: ({ along, up, side }, { coat }, hair, out) => {
    const hairs = noise(along * hair * 0.3, up * hair * 0.3, side * hair);
    dye(out, coat.skin, 0.8 + 0.35 * (hairs - 0.5));
    blend(out, coat.base, 0.25 + 0.4 * rise(0.55, 0.8, hairs));
  },
  nose: ({ along, up, side }, { anatomy }, _hair, out) => {
    dye(out, anatomy.head.nose.colour, 0.85 + 0.3 * noise(along * 30, up * 30, side * 30));
    out[3] = 0.35;
  },
  nostril: (_place, _look, _hair, out) => {
    dye(out, black, 0.5);
  },
  lid: (_place, _look, _hair, out) => {
    dye(out, black, 1.2);
    out[3] = 0.1;
  },
  line: (_place, _look, _hair, out) => {
    dye(out, black, 1);
  },
  pad: (_place, { coat }, _hair, out) => {
    dye(out, coat.skin, 0.7);
  },
  tongue: ({ side }, _look, _hair, out) => {
    dye(out, [0.86, 0.45, 0.47], 1 - 0.4 * rise(0.05, 0, Math.abs(side)));
    out[3] = 0.2;
  },
  collar: ({ along, up, side }, { collar }, _hair, out) => {
    dye(out, collar, 0.85 + 0.3 * noise(along * 20, up * 20, side * 20));
    out[3] = 0.15;
  },
  eye: ({ up, side, along }, { anatomy }, _hair, out) => {
    const { iris, irisSize, pupil, pupilSize } = anatomy.head.eyes;
    const far = Math.sqrt(up * up + side * side);
    const streaks = 0.75 + 0.5 * noise(up * 6 + 3, side * 6, along * 2);
    const shade = 1 - 0.4 * rise(irisSize * 0.6, irisSize, far) - 0.2 * rise(0.1, 0.8, up);
    dye(out, iris, streaks * shade * 1.3);
    if (far > irisSize * 0.97) blend(out, [0.16, 0.12, 0.1], rise(irisSize * 0.97, irisSize * 1.08, far));
    const wide = pupilSize * irisSize;
    const inside =
      pupil === 'slit'
        ? Math.sqrt((side / wide) ** 2 + (up / (0.72 * irisSize + 0.2 * wide)) ** 2)
        : far / wide;
    blend(out, [0.03, 0.025, 0.03], rise(1.08, 0.92, inside));
    out[3] = 1;
  },
};

/** Paints an animal's solids. They are given as seen, so that hair keeps its width however near the animal is. */
export function petPaint(solids: readonly Solid[], look: Look): Paint {
  const place: Place = { region: 'torso', along: 0, up: 0, side: 0, reach: 0 };
  const parts = solids.map((solid) => {
    const { skin } = solid;
    const [start, end] = skin.reach;
    const size = solid.kind === 'ball' ? 1 : length(subtract(solid.to, solid.from)) / skin.unit;
    return {
      rule: ruleOf(rules, skin.material),
      region: skin.region,
      start,
      stretch: end - start,
      perLength: 1 / Math.max(1e-3, size),
      hair: Math.min(40, skin.unit / 2.2),
    };
  });
  return (index, along, up, side, out) => {
    const part = parts[index];
    if (part === undefined) return;
    place.region = part.region;
    place.along = along;
    place.up = up;
    place.side = side;
    place.reach = part.start + part.stretch * Math.min(1, Math.max(0, along * part.perLength));
    out[3] = 0;
    part.rule(place, look, part.hair, out);
  };
}
