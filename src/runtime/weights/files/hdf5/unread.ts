import { unreadWeightFeature } from '../../../../diagnostics/catalogue/weight-files.ts';
import { Problem } from '../../../problem.ts';
import type { Hdf5File } from './hdf5-file.ts';

/** What to throw for a feature of HDF5 that Keras never uses. */
export const unread = (feature: string, { bytes }: Hdf5File): Problem =>
  new Problem(
    unreadWeightFeature(undefined, {
      path: bytes.path,
      feature,
      advice: 'Save it again with Keras: model.save("model.keras").',
    }),
  );
