import process from 'node:process';
import { createConnection } from 'vscode-languageserver/node';
import { serve } from './server.ts';

/** Serves the editor at the other end of this process's standard streams; resolves when it has gone. */
export function startServer(): Promise<void> {
  const connection = createConnection(process.stdin, process.stdout);
  return new Promise((resolve) => {
    connection.onExit(() => {
      resolve();
    });
    process.stdin.on('end', () => {
      resolve();
    });
    serve(connection);
  });
}
