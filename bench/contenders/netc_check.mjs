// @ts-check
/** Parses and checks ResNet-152, cold, as a command does: prints the seconds of the import and of checking. */
import { readFileSync } from 'node:fs';

const begin = performance.now();
const { check, parse, sourceFile } = await import('../../dist/index.js');
const imported = performance.now();
const text = readFileSync(new URL('resnet152.net', import.meta.url), 'utf8');
const { diagnostics } = check(parse(sourceFile('resnet152.net', text)).value);
const checked = performance.now();
if (diagnostics.length > 0) throw new Error(diagnostics[0]?.title);
console.log(JSON.stringify({ import: (imported - begin) / 1000, milliseconds: checked - imported }));
