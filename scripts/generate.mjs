// @ts-check
/** `npm run gen`: writes again everything in the tree that is generated. Tests fail where any of it is stale. */
import { join } from 'node:path';
import { build, installPackages, must, root } from './setup.mjs';

installPackages();
must('sh', [join(root, 'scripts', 'generate-protobuf.sh')]);
must(process.execPath, [join(root, 'scripts', 'build-wasm-kernels.mjs')]);
must(process.execPath, [join(root, 'scripts', 'generate-standard-library.mjs')]);
// The last, since it reads the compiled parser and tables.
build();
must(process.execPath, [join(root, 'scripts', 'generate-grammar.mjs')]);
