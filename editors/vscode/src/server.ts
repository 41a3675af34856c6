import process from 'node:process';
import { startServer } from '../../../src/lsp/start-server.ts';

/** The language server that comes with the extension: the project's own, in one file. */
await startServer();
process.exit(0);
