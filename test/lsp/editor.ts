import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';

const program = fileURLToPath(new URL('../../bin/netc.js', import.meta.url));

/** A place in a text, as `|` marks it. */
export interface Marked {
  readonly text: string;
  readonly position: { readonly line: number; readonly character: number };
}

/** Takes the `|` out of a text, and says where it stood. */
export function marked(text: string): Marked {
  const offset = text.indexOf('|');
  const before = text.slice(0, offset).split('\n');
  return {
    text: text.slice(0, offset) + text.slice(offset + 1),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}

/** What an editor can, as VS Code says it. */
const capabilities = {
  textDocument: {
    publishDiagnostics: {
      relatedInformation: true,
      codeDescriptionSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    definition: { linkSupport: true },
    inlayHint: {},
  },
  workspace: { workspaceFolders: true, inlayHint: { refreshSupport: true } },
} as const;

/** An editor with the real server at the other end of its streams. */
export class Editor {
  readonly connection: MessageConnection;
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  /** What the server logged or wrote where only it writes. */
  readonly log: string[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #versions = new Map<string, number>();
  #waiting: { readonly uri: string | undefined; readonly told: () => void }[] = [];

  /** @param server what Node runs */
  constructor(server: readonly string[] = [program, 'lsp', '--stdio']) {
    this.#child = spawn(process.execPath, [...server]);
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => this.log.push(text));
    this.connection = createMessageConnection(
      new StreamMessageReader(this.#child.stdout),
      new StreamMessageWriter(this.#child.stdin),
    );
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      (published: PublishDiagnosticsParams) => {
        this.diagnostics.set(published.uri, published.diagnostics);
        if (published.version !== undefined && published.version < (this.#versions.get(published.uri) ?? 0))
          return;
        const isTold = ({ uri }: { readonly uri: string | undefined }) =>
          uri === undefined || uri === published.uri;
        const told = this.#waiting.filter(isTold);
        this.#waiting = this.#waiting.filter((each) => !isTold(each));
        for (const each of told) each.told();
      },
    );
    this.connection.onNotification('window/logMessage', ({ message }: { readonly message: string }) => {
      this.log.push(message);
    });
    this.connection.onRequest('workspace/inlayHint/refresh', () => null);
    this.connection.onRequest('workspace/semanticTokens/refresh', () => null);
    this.connection.onRequest('workspace/codeLens/refresh', () => null);
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.listen();
  }

  async start(folder?: string, abilities: object = capabilities): Promise<unknown> {
    const workspaceFolders =
      folder === undefined ? null : [{ uri: pathToFileURL(folder).href, name: 'folder' }];
    const answer: unknown = await this.ask('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: abilities,
      workspaceFolders,
    });
    await this.tell('initialized', {});
    return answer;
  }

  ask(method: string, params: unknown): Promise<unknown> {
    return this.connection.sendRequest(method, params);
  }

  tell(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  /** Opens a document, and waits for what is wrong with it. */
  async open(uri: string, text: string): Promise<readonly Diagnostic[]> {
    this.#versions.set(uri, 1);
    const told = this.published(uri);
    await this.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'netc', version: 1, text } });
    await told;
    return this.diagnostics.get(uri) ?? [];
  }

  /** Edits a document; a change without a range is a whole new text. */
  async edit(uri: string, ...contentChanges: readonly object[]): Promise<void> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.tell('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  /** Resolves with the next diagnostics of a present text, of one document or of any. */
  published(uri?: string): Promise<void> {
    return new Promise((told) => this.#waiting.push({ uri, told }));
  }

  /** Says goodbye; the exit code. */
  async stop(): Promise<number | null> {
    const gone = new Promise<number | null>((resolve) => this.#child.on('close', resolve));
    await this.ask('shutdown', null);
    await this.tell('exit', null);
    const code = await gone;
    this.connection.dispose();
    return code;
  }
}
