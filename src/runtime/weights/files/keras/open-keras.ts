import { unreadWeightFeature } from '../../../../diagnostics/catalogue/weight-files.ts';
import { Problem } from '../../../problem.ts';
import type { ByteFile } from '../byte-file.ts';
import type { FoundWeights } from '../make-weight-file.ts';
import { readMember, readZip, storedMember } from '../zip.ts';
import { readConfig } from './config.ts';
import { codeNotes, configuredWeights } from './open-keras-h5.ts';

/** Configurations of the largest networks have a few megabytes. */
const mostConfigBytes = 32 << 20;

/** The names of the members of a `.keras` file. */
export const kerasMembers = { config: 'config.json', weights: 'model.weights.h5' } as const;

/** A `.keras` file of Keras 3 (and 2.12 on): a zip of a configuration and `model.weights.h5`, which is read in its place. */
export function openKeras(file: ByteFile): FoundWeights {
  const members = readZip(file);
  const config = members.get(kerasMembers.config);
  const weights = members.get(kerasMembers.weights);
  if (config === undefined) throw file.broken(`it has no ${kerasMembers.config}`);
  if (weights === undefined) {
    if (!members.has('model.weights.json')) throw file.broken(`it has no ${kerasMembers.weights}`);
    throw new Problem(
      unreadWeightFeature(undefined, {
        path: file.path,
        feature: 'weights in several parts',
        advice: 'Save it without max_shard_size.',
      }),
    );
  }
  const layers = readConfig(readMember(file, config, mostConfigBytes), file.broken);
  return {
    format: 'keras',
    found: configuredWeights(storedMember(file, weights), layers),
    notes: codeNotes(file.path, layers),
    close: () => file.close(),
  };
}
