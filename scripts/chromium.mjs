// @ts-check
/** Where Chromium is on this machine; tests open the page of an export in it. */
import { existsSync } from 'node:fs';
import process from 'node:process';

/** The variable is for machines that have it elsewhere. @returns {string | undefined} */
export function chromiumPath() {
  const given = process.env['CHROME_PATH'];
  const places = given === undefined ? ['/usr/bin/chromium', '/usr/bin/chromium-browser'] : [given];
  return places.find((place) => existsSync(place));
}

/** How to get it. */
export const chromiumInstall = 'apt-get install chromium';
