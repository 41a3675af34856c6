import { type Colour, mixed } from '../photo/colour.ts';
import { cloud, noise } from '../raster/noise.ts';
import { blend, dye, rise, ruleOf } from '../raster/pigment.ts';
import type { Paint, Pigment } from '../raster/shade.ts';
import type { Material, Region, Solid } from '../solid/solid.ts';
import { type Heights, heightsOf } from './head.ts';
import type { Looks } from './looks.ts';
import { spots, wrinkles } from './wear.ts';

/** What a person wears on one photo. */
export interface Clothes {
  readonly first: Colour;
  readonly second: Colour;
  readonly pattern: 'plain' | 'striped' | 'checked' | 'mottled';
  readonly frames: Colour;
}

/** Everything a face is painted with. */
export interface Sitting {
  readonly looks: Looks;
  readonly clothes: Clothes;
  /** Where in the field of noise this person's skin and hair lie. */
  readonly offset: number;
}

interface Place {
  region: Region;
  along: number;
  up: number;
  side: number;
}

type Rule = (place: Place, sitting: Sitting, heights: Heights, fine: number, out: Pigment) => void;

const dark: Colour = [0.07, 0.05, 0.05];
const greyHair: Colour = [0.82, 0.81, 0.79];

/** Hairs of the head's own colour and grey ones, side by side. */
function dyeHair({ along, up, side }: Place, { looks, offset }: Sitting, fine: number, out: Pigment): void {
  const curly = looks.texture === 'coily' || looks.texture === 'curly';
  const lying = curly ? 0.8 : 0.22;
  const strand = noise(along * fine * 0.7 + offset, up * fine * lying, side * fine * 0.7);
  const lock = noise(along * 5 + offset, up * (curly ? 5 : 1.6), side * 5);
  const turned = rise(
    -0.35,
    0.35,
    looks.grey * 1.25 - 0.3 - (0.55 * strand + 0.45 * lock - 0.5) * 1.1 - 0.12,
  );
  dye(
    out,
    mixed(looks.hair, greyHair, looks.grey <= 0.02 ? 0 : turned),
    0.75 + 0.8 * (strand - 0.5) + 0.5 * (lock - 0.5),
  );
  const sheen = looks.texture === 'straight' ? 0.03 : 0.012;
  for (let c = 0; c < 3; c++) out[c] = (out[c] ?? 0) + sheen * Math.max(0, strand);
  out[3] = curly ? 0.02 : 0.12;
}

/** Where a beard grows, 0 to 1. */
function bearded({ along, up, side }: Place, { mouth, nose, chin }: Heights, { faceWidth }: Looks): number {
  const s = Math.abs(side) / faceWidth;
  const cheek = rise(nose - 0.02, nose - 0.14, up - Math.max(0, s - 0.45) * 0.9);
  const lips = 1 - rise(1.15, 0.85, Math.hypot((up - mouth) / 0.12, s / 0.27));
  const bare = rise(0.12, 0.3, Math.abs(s - 0.28)) + rise(mouth - 0.02, mouth - 0.12, up);
  return (
    cheek * lips * Math.min(1, bare + 0.3) * rise(chin - 0.55, chin - 0.3, up) * rise(-0.25, 0.05, along)
  );
}

const skinRule: Rule = (place, sitting, heights, fine, out) => {
  const { looks, offset } = sitting;
  const { along, up, side, region } = place;
  const blotch = cloud(along * 2.4 + offset, up * 2.4, side * 2.4) - 0.5;
  const pore = noise(along * fine * 0.8 + offset, up * fine * 0.8, side * fine * 0.8) - 0.5;
  dye(out, looks.skin, 1 + 0.1 * blotch + (0.06 + 0.1 * looks.wear) * pore);
  if (region === 'neck') {
    const rings = rise(0.7, 1, Math.sin(up * 15 + blotch * 2)) * looks.wear;
    blend(out, dark, 0.2 * rings);
    out[3] = 0.04;
    return;
  }
  const s = Math.abs(side);
  const cheek = rise(0.34, 0.1, Math.hypot(up - heights.nose - 0.03, s - 0.42));
  const warm = region === 'muzzle' ? 0.35 : region === 'ear' ? 0.4 : 0.5 * cheek;
  blend(out, looks.blush, warm * (0.5 + 0.5 * (1 - looks.wear) + 0.6 * blotch));
  const years = wrinkles(along, up, side, looks, heights);
  if (region !== 'ear' && years > 0) blend(out, mixed(looks.skin, dark, 0.72), 0.62 * years);
  const old = spots(along, up, side, looks.wear);
  if (old > 0) blend(out, mixed(looks.skin, [0.35, 0.22, 0.14], 0.8), old);
  if (looks.freckles > 0 && along > 0.3) {
    const dots = rise(0.66, 0.78, noise(along * 17 + offset, up * 17, side * 17));
    blend(
      out,
      [0.6, 0.36, 0.22],
      dots * looks.freckles * 0.5 * rise(0.4, 0.2, Math.abs(up - heights.nose - 0.1)),
    );
  }
  if (looks.beard > 0 && region !== 'muzzle') {
    const strength = looks.beard > 0.3 ? 0.92 : 0.9 * looks.beard + 0.12;
    const hairs = bearded(place, heights, looks) * strength * (0.75 + 0.7 * pore);
    if (hairs > 0.01)
      blend(out, mixed(mixed(looks.hair, dark, 0.3), greyHair, 0.8 * looks.grey), Math.min(0.95, hairs));
  }
  if (looks.cut === 'buzzed' || looks.cut === 'bald') {
    // The shadow of hair that is cut or gone.
    const scalp = rise(0.1, -0.05, 0.7 * along - 0.72 * up + 0.55 * looks.receding - 0.1);
    blend(out, looks.hair, scalp * (looks.cut === 'bald' ? 0.12 : 0.5) * (1 - 0.7 * looks.grey));
  }
  out[3] = 0.07;
};

const rules: Readonly<Partial<Record<Material, Rule>>> = {
  skin: skinRule,
  eyelid: (place, sitting, heights, fine, out) => {
    skinRule(place, sitting, heights, fine, out);
    blend(out, dark, 0.12 + 0.25 * (sitting.looks.lipColour > 0.45 ? 1 : 0));
  },
  eyeball: ({ up, side }, { looks }, _heights, _fine, out) => {
    const far = Math.hypot(up, side);
    const iris = 0.56;
    dye(out, [0.93, 0.92, 0.9], 1 - 0.3 * rise(0.2, 0.9, up));
    if (far < iris + 0.06) {
      const rays = 0.75 + 0.5 * noise(up * 9, side * 9, 3);
      blend(
        out,
        mixed(looks.iris, dark, rise(iris * 0.75, iris, far) * 0.6),
        rise(iris + 0.05, iris - 0.03, far) * Math.min(1, rays + 0.3),
      );
    }
    blend(out, [0.02, 0.02, 0.02], rise(0.27, 0.21, far));
    out[3] = 1;
  },
  lip: ({ along, up, side }, { looks, offset }, { mouth }, fine, out) => {
    const tint = mixed(looks.blush, [0.68, 0.14, 0.18], looks.lipColour * 0.85);
    const creases = noise(side * 22 + offset, up * 4, along * 4) - 0.5;
    dye(out, tint, 0.86 + 0.16 * creases + 0.05 * (noise(side * fine, up * fine, 1) - 0.5));
    blend(out, dark, 0.35 * rise(0.03, 0, Math.abs(up - mouth + 0.02)));
    out[3] = 0.16;
  },
  mouth: (_place, _sitting, _heights, _fine, out) => {
    dye(out, [0.2, 0.07, 0.07], 1);
  },
  tooth: ({ side }, _sitting, _heights, _fine, out) => {
    dye(out, [0.93, 0.9, 0.84], 0.9 - 0.25 * rise(0.7, 1, Math.cos(side * 60)));
    out[3] = 0.3;
  },
  hair: (place, sitting, _heights, fine, out) => {
    dyeHair(place, sitting, fine, out);
  },
  beard: (place, sitting, _heights, fine, out) => {
    dyeHair(place, sitting, fine, out);
    blend(out, dark, 0.12);
  },
  brow: ({ along, up, side }, { looks }, _heights, fine, out) => {
    const hairs = noise(along * fine, up * fine * 0.6, side * fine);
    dye(out, mixed(mixed(looks.hair, dark, 0.35), greyHair, 0.6 * looks.grey), 0.8 + 0.6 * (hairs - 0.5));
  },
  spectacles: (_place, { clothes }, _heights, _fine, out) => {
    dye(out, clothes.frames, 1);
    out[3] = 0.5;
  },
  cloth: ({ along, up, side }, { clothes, offset }, _heights, fine, out) => {
    const weave = noise(along * fine + offset, up * fine, side * fine) - 0.5;
    const stripe = (at: number): boolean => Math.sin(at * 9) > 0.2;
    const second = {
      plain: 0,
      striped: stripe(up) ? 1 : 0,
      checked: (stripe(up) ? 0.5 : 0) + (stripe(side) ? 0.5 : 0),
      mottled: rise(0.45, 0.55, cloud(along * 1.7 + offset, up * 1.7, side * 1.7)),
    }[clothes.pattern];
    dye(out, mixed(clothes.first, clothes.second, second), 0.9 + 0.25 * weave);
    out[3] = 0.03;
  },
};

/** Paints a person's solids. They are given as seen, so that hairs keep their width however near the person is. */
export function facePaint(solids: readonly Solid[], sitting: Sitting): Paint {
  const heights = heightsOf(sitting.looks);
  const place: Place = { region: 'head', along: 0, up: 0, side: 0 };
  const parts = solids.map(({ skin }) => ({
    rule: ruleOf(rules, skin.material),
    region: skin.region,
    fine: Math.min(60, Math.max(8, skin.unit / 1.8)),
  }));
  return (index, along, up, side, out) => {
    const part = parts[index];
    if (part === undefined) return;
    place.region = part.region;
    place.along = along;
    place.up = up;
    place.side = side;
    out[3] = 0;
    part.rule(place, sitting, heights, part.fine, out);
  };
}
