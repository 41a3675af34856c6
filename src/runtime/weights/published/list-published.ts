import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PublishedListing } from '../../../report/weights-text.ts';
import { addressOf, cachedPath, fileName, published } from './published.ts';

/** Every published file that netc knows, and the folder in which those are kept that are here. */
export async function listPublished(): Promise<{
  readonly files: readonly PublishedListing[];
  readonly folder: string;
}> {
  const files = await Promise.all(
    published.map(async (each): Promise<PublishedListing> => {
      const path = cachedPath(each);
      const found = await stat(path).catch(() => undefined);
      const { name, block, top, md5 } = each;
      return {
        ...{ name, block, top, file: fileName(each), url: addressOf(each), md5 },
        path: found && path,
        bytes: found?.size,
      };
    }),
  );
  const [first] = published;
  return { files, folder: first === undefined ? '' : dirname(cachedPath(first)) };
}
