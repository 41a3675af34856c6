import { hex } from '../photo/colour.ts';
import { hound } from '../pets/dog.ts';
import { type Species, grazing } from '../pets/species.ts';
import { brownEyes } from './colours.ts';

export const cows: Species = {
  breeds: [
    {
      ...hound,
      name: 'cow',
      weight: 1,
      body: {
        leg: [0.6, 0.72],
        bone: [1.1, 1.4],
        torso: [1.1, 1.35],
        chest: [0.3, 0.35],
        waist: [0.31, 0.37],
        hip: [0.3, 0.34],
        neck: [0.18, 0.3],
        neckWidth: [0.18, 0.22],
        carriage: [0.1, 0.6],
      },
      tail: { length: [0.7, 0.9], root: [0.04, 0.05], tip: [0.03, 0.05], held: ['hanging'] },
      head: {
        ...hound.head,
        skull: [0.19, 0.22],
        width: [0.9, 1.02],
        height: [1.0, 1.12],
        muzzle: [0.85, 1.1],
        muzzleWidth: [1.05, 1.2],
        taper: [0.85, 1.0],
        drop: [0.2, 0.38],
        lips: [0, 0.3],
        nose: [0.42, 0.5],
        noseHeight: [0.22, 0.28],
        wedge: [0, 0.2],
        noses: [hex('#d8a59a'), hex('#caa093'), hex('#4a3a38')],
        eye: [0.15, 0.19],
        eyesApart: [0.62, 0.74],
        irises: brownEyes,
        whiskers: [0, 0],
        pants: 0.05,
      },
      hooves: true,
      horns: { often: 0.7, length: [0.5, 1.1], width: [0.13, 0.17], spread: [0.8, 1.4], curl: [0.6, 1.3] },
      ears: {
        shape: 'pointed',
        length: [0.62, 0.8],
        width: [0.26, 0.34],
        spread: [1.3, 1.7],
        apart: [0.86, 0.98],
        round: [0.3, 0.7],
      },
    },
  ],
  wardrobe: {
    tints: [
      [hex('#f0ece6'), hex('#2c2827')],
      [hex('#f1ebe2'), hex('#8a4a2a')],
      [hex('#8a4a2a'), hex('#5c3018')],
      [hex('#2b2725'), hex('#161414')],
      [hex('#d8c4a0'), hex('#a98a60')],
    ],
    patterns: [
      [5, 'patched'],
      [2, 'plain'],
      [1, 'bicolour'],
    ],
  },
  poses: grazing,
};
