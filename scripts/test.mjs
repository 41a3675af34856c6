// @ts-check
/** `npm test`: sets up, then runs the tests. Arguments go to vitest: `npm test -- test/parser`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumInstall, chromiumPath } from './chromium.mjs';
import { root, setUp, tool } from './setup.mjs';

/** Says which engines this machine lacks, since nothing is tested on those, and how to get them. */
async function reportMissingEngines() {
  // Only now: what it imports has just been built.
  const { listEngines } = await import('../dist/runtime/engines/registry.js');
  for (const { name, available } of await listEngines()) {
    if (available) continue;
    console.log(`\nNot tested: the ${name} engine, which is not installed here.`);
    console.log(`Install it with  node bin/netc.js engine install ${name}`);
  }
}

/** Says that nothing was held against the programs of others, where they are not here. */
function reportMissingPython() {
  if (existsSync(join(root, '.oracles', 'reference', 'bin', 'python'))) return;
  console.log(
    '\nNot tested: files of Keras and TensorFlow in full size, whose Python is not installed here.',
  );
  console.log('Install it with  npm run oracles');
}

/** Says that no browser has opened the page of an export, where there is none. */
function reportMissingBrowser() {
  if (chromiumPath() !== undefined) return;
  console.log('\nNot tested: the page of an export to TensorFlow.js, since Chromium is not installed here.');
  console.log(`Install it with  ${chromiumInstall}  or say where it is in CHROME_PATH`);
}

setUp();
tool('vitest/vitest.mjs', ['run', ...process.argv.slice(2)]);
await reportMissingEngines();
reportMissingPython();
reportMissingBrowser();
