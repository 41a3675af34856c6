import { hex } from '../photo/colour.ts';
import { hound } from '../pets/dog.ts';
import type { Species } from '../pets/species.ts';
import { darkNoses } from './colours.ts';

export const wolves: Species = {
  breeds: [
    {
      ...hound,
      name: 'wolf',
      weight: 1,
      body: {
        ...hound.body,
        leg: [0.78, 0.9],
        bone: [1.05, 1.3],
        torso: [0.88, 1.04],
        chest: [0.25, 0.3],
        neckWidth: [0.2, 0.24],
        carriage: [0.15, 0.7],
      },
      tail: {
        length: [0.6, 0.8],
        root: [0.08, 0.1],
        tip: [0.08, 0.1],
        held: ['hanging', 'hanging', 'level'],
      },
      head: {
        ...hound.head,
        skull: [0.2, 0.23],
        width: [1.05, 1.18],
        cheek: [1.05, 1.3],
        muzzle: [0.85, 1.15],
        muzzleWidth: [0.88, 1.0],
        taper: [0.6, 0.72],
        lips: [0, 0.3],
        noses: darkNoses,
        eye: [0.13, 0.165],
        slant: [0.3, 0.55],
        irises: [hex('#d9a53a'), hex('#c9b04a'), hex('#a8843a')],
        pupilSize: [0.35, 0.5],
      },
      ears: {
        shape: 'pointed',
        length: [0.62, 0.8],
        width: [0.34, 0.42],
        spread: [0.3, 0.55],
        apart: [0.6, 0.7],
        round: [0.1, 0.4],
      },
    },
  ],
  wardrobe: {
    tints: [
      [hex('#8d8880'), hex('#4a4640')],
      [hex('#b8b2a8'), hex('#77716a')],
      [hex('#3a3736'), hex('#1d1b1c')],
      [hex('#a08a70'), hex('#564638')],
      [hex('#e6e2da'), hex('#b8b0a4')],
    ],
    patterns: [
      [3, 'saddle'],
      [2, 'mask'],
      [1, 'plain'],
      [1, 'points'],
    ],
  },
  shag: 0.35,
};
