// What a keystroke costs in an editor: the real server, over its streams, is sent the keys of a recorded session, and
// asked for hints after each. Prints the 95th percentile until diagnostics and hints are there, and what the server
// remembers before and after many edits.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import rpc from 'vscode-jsonrpc/node';
import { pressed, recording } from './keystrokes.mjs';

const lines = Number(process.argv[2] ?? 500);
const count = Number(process.argv[3] ?? 1000);
const edits = Number(process.argv[4] ?? 10_000);

const uri = 'untitled:session';
const program = fileURLToPath(new URL('../bin/netc.js', import.meta.url));
const child = spawn(process.execPath, [program, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const connection = rpc.createMessageConnection(
  new rpc.StreamMessageReader(child.stdout),
  new rpc.StreamMessageWriter(child.stdin),
);
/** @type {(version: number) => void} */
let told = () => undefined;
connection.onNotification(
  'textDocument/publishDiagnostics',
  (/** @type {{ version: number }} */ published) => {
    told(published.version);
  },
);
connection.listen();
await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
await connection.sendNotification('initialized', {});

const session = recording(lines, count);
let { text } = session;
let version = 1;
const textDocument = { uri, languageId: 'netc', version, text };
await connection.sendNotification('textDocument/didOpen', { textDocument });
await connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });

/** @param {{ at: number, remove: number, insert: string }} key */
async function press(key) {
  const after = pressed(text, key);
  text = after.text;
  const wanted = ++version;
  const diagnostics = new Promise((resolve) => {
    told = (sent) => {
      if (sent === wanted) resolve(undefined);
    };
  });
  const start = performance.now();
  const contentChanges = [after.change];
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges,
  });
  const line = after.change.range.start.line;
  const range = {
    start: { line: Math.max(0, line - 30), character: 0 },
    end: { line: line + 30, character: 0 },
  };
  await Promise.all([
    diagnostics,
    connection.sendRequest('textDocument/inlayHint', { textDocument: { uri }, range }),
  ]);
  return performance.now() - start;
}

/** @param {readonly number[]} values @param {number} share */
const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

const times = [];
for (const key of session.keys) times.push(await press(key));
const [median, slow] = [quantile(times, 0.5), quantile(times, 0.95)];
console.log(
  `${count} keystrokes, ${lines} lines: median ${median.toFixed(1)} ms, 95th percentile ${slow.toFixed(1)} ms`,
);

/** @type {unknown} */
const before = await connection.sendRequest('netc/sizes');
for (let index = 0; index < edits; index++) {
  const key = session.keys[index % session.keys.length];
  if (key !== undefined) await press(key);
}
console.log(`before ${edits} more edits`, before);
console.log('after', await connection.sendRequest('netc/sizes'));
await connection.sendRequest('shutdown');
await connection.sendNotification('exit');
connection.dispose();
