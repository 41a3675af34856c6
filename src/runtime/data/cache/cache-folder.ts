import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where decoded photos are kept: below `NETC_CACHE`, or netc's part of the user's cache folder. */
export function pixelCacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment.NETC_CACHE;
  if (own !== undefined && own !== '') return join(own, 'pixels');
  const user = environment.XDG_CACHE_HOME;
  return join(user !== undefined && user !== '' ? user : join(homedir(), '.cache'), 'netc', 'pixels');
}
