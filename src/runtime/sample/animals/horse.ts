import { hex } from '../photo/colour.ts';
import { hound } from '../pets/dog.ts';
import { type Species, grazing } from '../pets/species.ts';
import { brownEyes } from './colours.ts';

export const horses: Species = {
  breeds: [
    {
      ...hound,
      name: 'horse',
      weight: 1,
      body: {
        leg: [0.92, 1.1],
        bone: [0.95, 1.2],
        torso: [0.95, 1.15],
        chest: [0.25, 0.29],
        waist: [0.23, 0.28],
        hip: [0.25, 0.29],
        neck: [0.42, 0.56],
        neckWidth: [0.15, 0.19],
        carriage: [0.7, 1.1],
      },
      tail: { length: [0.7, 0.95], root: [0.06, 0.07], tip: [0.07, 0.1], held: ['hanging'] },
      head: {
        ...hound.head,
        skull: [0.17, 0.2],
        width: [0.78, 0.9],
        height: [1.05, 1.2],
        cheek: [0.95, 1.15],
        muzzle: [1.25, 1.6],
        muzzleWidth: [0.9, 1.02],
        taper: [0.72, 0.86],
        drop: [0.45, 0.75],
        lips: [0, 0.3],
        nose: [0.3, 0.36],
        noseHeight: [0.14, 0.18],
        noses: [hex('#4a3c38'), hex('#6b5a54'), hex('#2f2826')],
        eye: [0.15, 0.18],
        eyesApart: [0.62, 0.76],
        irises: brownEyes,
        whiskers: [0, 0],
        pants: 0.04,
      },
      hooves: true,
      mane: [0.14, 0.24],
      ears: {
        shape: 'pointed',
        length: [0.6, 0.78],
        width: [0.22, 0.28],
        spread: [0.05, 0.3],
        apart: [0.4, 0.52],
        round: [0, 0.25],
      },
    },
  ],
  wardrobe: {
    tints: [
      [hex('#6b4028'), hex('#241c18')],
      [hex('#9a5a2c'), hex('#6a3a1c')],
      [hex('#2e2826'), hex('#171414')],
      [hex('#c9b8a0'), hex('#f0e8da')],
      [hex('#a8a6a4'), hex('#5a5856')],
      [hex('#f0ece4'), hex('#8a5a38')],
    ],
    patterns: [
      [4, 'plain'],
      [2, 'points'],
      [1, 'patched'],
      [1, 'bicolour'],
    ],
  },
  poses: grazing,
};
