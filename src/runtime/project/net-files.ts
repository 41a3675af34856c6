import { readdirSync } from 'node:fs';

/** Names of the `.net` files in a folder; none where it cannot be read. */
export function netFilesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.net'));
  } catch {
    return [];
  }
}
