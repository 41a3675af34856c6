import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Where netc keeps what it can make again: `NETC_CACHE`, else `netc` in the user's cache folder. */
export function cacheFolder(): string {
  const { NETC_CACHE, XDG_CACHE_HOME } = process.env;
  if (NETC_CACHE) return NETC_CACHE;
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'netc');
}
