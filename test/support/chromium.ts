import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { launch, type Browser } from 'puppeteer-core';
import { describe, test } from 'vitest';
import { chromiumInstall, chromiumPath } from '../../scripts/chromium.mjs';

/** Chromium without a window, with a profile of its own. */
export interface OpenChromium {
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function openChromium(): Promise<OpenChromium> {
  const profile = await mkdtemp(join(tmpdir(), 'netc-chromium-'));
  const browser = await launch({
    executablePath: chromiumPath() ?? 'chromium',
    headless: true,
    userDataDir: profile,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    browser,
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/**
 * Describes tests that need Chromium. Where it is missing the report says so, with the command that installs it; where
 * NETC_REQUIRE_ENGINES is set as well, that is a failure.
 */
export function describeWithChromium(claim: string, tests: () => void): void {
  describe(claim, () => {
    if (chromiumPath() !== undefined) tests();
    else
      test(`not tested: Chromium is missing, \`${chromiumInstall}\` installs it`, ({ skip }) => {
        if (process.env['NETC_REQUIRE_ENGINES'])
          throw new Error(`Chromium is missing here: ${chromiumInstall}`);
        skip();
      });
  });
}
