import { hex } from '../photo/colour.ts';
import { hound } from '../pets/dog.ts';
import type { Species } from '../pets/species.ts';
import { darkNoses } from './colours.ts';

export const foxes: Species = {
  breeds: [
    {
      ...hound,
      name: 'fox',
      weight: 1,
      body: {
        ...hound.body,
        leg: [0.56, 0.68],
        bone: [0.7, 0.85],
        torso: [0.8, 0.95],
        chest: [0.18, 0.22],
        waist: [0.16, 0.2],
        hip: [0.17, 0.21],
      },
      tail: { length: [0.8, 1.05], root: [0.07, 0.09], tip: [0.11, 0.15], held: ['hanging', 'level'] },
      head: {
        ...hound.head,
        skull: [0.19, 0.22],
        width: [1.02, 1.14],
        cheek: [0.95, 1.15],
        muzzle: [0.72, 0.95],
        muzzleWidth: [0.62, 0.74],
        taper: [0.42, 0.55],
        lips: [0, 0.1],
        pads: [0, 0.4],
        nose: [0.16, 0.2],
        noseHeight: [0.12, 0.15],
        noses: darkNoses,
        slant: [0.3, 0.55],
        irises: [hex('#c9832b'), hex('#a8742a'), hex('#d9a53a')],
        pants: 0.12,
      },
      ears: {
        shape: 'pointed',
        length: [0.95, 1.25],
        width: [0.46, 0.56],
        spread: [0.3, 0.55],
        apart: [0.56, 0.66],
        round: [0, 0.2],
      },
    },
  ],
  wardrobe: {
    tints: [
      [hex('#c8682a'), hex('#2a2422')],
      [hex('#d88440'), hex('#3a2c26')],
      [hex('#8d8a88'), hex('#3b3836')],
      [hex('#ece8e2'), hex('#b8b2aa')],
    ],
    patterns: [
      [3, 'points'],
      [3, 'bicolour'],
      [1, 'plain'],
    ],
  },
};
