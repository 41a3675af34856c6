import { hex } from '../photo/colour.ts';
import { shorthair } from '../pets/cat.ts';
import type { Species } from '../pets/species.ts';

export const lynxes: Species = {
  breeds: [
    {
      ...shorthair,
      name: 'lynx',
      weight: 1,
      body: {
        ...shorthair.body,
        leg: [0.78, 0.9],
        bone: [1.2, 1.5],
        torso: [0.8, 0.98],
        chest: [0.22, 0.26],
        waist: [0.19, 0.23],
      },
      tail: { length: [0.16, 0.26], root: [0.07, 0.08], tip: [0.07, 0.08], held: ['hanging', 'level'] },
      head: {
        ...shorthair.head,
        cheek: [1.2, 1.45],
        muzzle: [0.25, 0.4],
        muzzleWidth: [0.9, 1.05],
        eye: [0.18, 0.225],
        pupil: 'round',
        pupilSize: [0.3, 0.6],
      },
      ears: {
        shape: 'pointed',
        length: [1.15, 1.5],
        width: [0.38, 0.46],
        spread: [0.2, 0.45],
        apart: [0.54, 0.64],
        round: [-0.1, 0],
      },
    },
  ],
  wardrobe: {
    tints: [
      [hex('#b98d5c'), hex('#5c4029')],
      [hex('#c8b294'), hex('#6e543a')],
      [hex('#a89c8e'), hex('#4b443c')],
      [hex('#c98a50'), hex('#6a3f20')],
    ],
    patterns: [
      [4, 'spotted'],
      [1, 'plain'],
      [1, 'striped'],
    ],
  },
  shag: 0.25,
};
