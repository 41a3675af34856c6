import { Buffer } from 'node:buffer';
import { access, chmod, constants, readFile, realpath, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { cannotWrite } from '../../diagnostics/catalogue/run.ts';
import { Problem } from '../problem.ts';
import { plainReason, writeWhole } from '../run-folder/write-whole.ts';

const byteOrderMark = '\uFEFF';

/** Bytes that are no text would be lost as well as what somebody else has written. */
const changed = 'it has changed in the meantime, or is not in UTF-8';

/**
 * Puts a new text into a file that still holds the old one; its permissions, and links to it, stay as they are.
 * @throws Problem NET7003 or NET7004 when it cannot be written, or holds something else by now
 */
export async function replaceText(path: string, before: string, after: string): Promise<void> {
  const shown = relative('', path);
  let place: string;
  let mark: string;
  let mode: number;
  try {
    place = await realpath(path);
    await access(place, constants.W_OK);
    mode = (await stat(place)).mode;
    const now = await readFile(place);
    mark = now.toString('utf8').startsWith(byteOrderMark) ? byteOrderMark : '';
    if (!now.equals(Buffer.from(mark + before)))
      throw new Problem(cannotWrite(undefined, { path: shown, reason: changed }));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(cannotWrite(undefined, { path: shown, reason: plainReason(error) }));
  }
  await writeWhole(place, mark + after);
  await chmod(place, mode);
}
