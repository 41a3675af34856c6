import { randomBytes } from 'node:crypto';
import type { ExtensionContext, TextDocument, TextEditor, WebviewPanel } from 'vscode';
import { commands, Selection, Uri, ViewColumn, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { DrawnLayer, GraphAnswer, GraphRequest } from '../../../../src/lsp/features/graph.ts';
import { languageId } from '../association.ts';
import type { Folding } from './folding.ts';
import { firstFolding, folded, opened, toDepth } from './folding.ts';
import type { FromPage, ToPage } from './messages.ts';
import { previewPage } from './page.ts';

/** How long a pause in typing is before the picture is drawn again, in milliseconds. */
const pause = 300;

/** Offers the picture of the network beside the program that is being written. */
export function registerPreview(context: ExtensionContext, client: LanguageClient): void {
  let preview: Preview | undefined;
  context.subscriptions.push(
    // From above a model the server says which one.
    commands.registerCommand('netc.preview', (_: unknown, model?: unknown) => {
      const editor = window.activeTextEditor;
      if (editor === undefined || editor.document.languageId !== languageId) return;
      preview ??= new Preview(context.extensionUri, client, () => (preview = undefined));
      preview.show(editor, typeof model === 'string' ? model : undefined);
    }),
    { dispose: () => preview?.close() },
  );
}

/** One panel, which follows the program in the editor. */
class Preview {
  private readonly panel: WebviewPanel;
  private readonly client: LanguageClient;
  private document: TextDocument | undefined;
  private model: string | undefined;
  private folding: Folding = firstFolding;
  private layers: readonly DrawnLayer[] = [];
  private waiting: ReturnType<typeof setTimeout> | undefined;
  /** Answers come in any order: only the last request's is shown. */
  private requests = 0;

  constructor(extension: Uri, client: LanguageClient, closed: () => void) {
    this.client = client;
    const dist = Uri.joinPath(extension, 'dist');
    this.panel = window.createWebviewPanel(
      'netc.preview',
      'Network',
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [dist], retainContextWhenHidden: true },
    );
    const { webview } = this.panel;
    const address = (file: string): string => webview.asWebviewUri(Uri.joinPath(dist, file)).toString();
    webview.html = previewPage({
      script: address('webview.js'),
      style: address('webview.css'),
      source: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
    });
    const subscriptions = [
      webview.onDidReceiveMessage((message: FromPage) => this.receive(message)),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.document) this.drawSoon();
      }),
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor?.document.languageId === languageId) this.show(editor);
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document === this.document) this.highlight(textEditor, true);
      }),
    ];
    this.panel.onDidDispose(() => {
      clearTimeout(this.waiting);
      for (const subscription of subscriptions) subscription.dispose();
      closed();
    });
  }

  show(editor: TextEditor, model?: string): void {
    this.panel.reveal(undefined, true);
    if (editor.document === this.document && (model === undefined || model === this.model)) return;
    this.document = editor.document;
    this.model = model;
    this.folding = firstFolding;
    void this.draw();
  }

  close(): void {
    this.panel.dispose();
  }

  private async receive(message: FromPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        break;
      case 'model':
        this.model = message.name;
        this.folding = firstFolding;
        break;
      case 'depth':
        this.folding = toDepth(message.depth);
        break;
      case 'open':
        this.folding = opened(this.folding, message.path);
        break;
      case 'fold':
        this.folding = folded(this.folding, message.path);
        break;
      case 'reveal':
        await this.reveal(message.path);
        return;
    }
    await this.draw();
  }

  private drawSoon(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.draw(), pause);
  }

  private async draw(): Promise<void> {
    const { document, model, folding } = this;
    if (document === undefined) return;
    const request = ++this.requests;
    const line = this.editor()?.selection.active.line;
    const wanted: GraphRequest = {
      uri: this.client.code2ProtocolConverter.asUri(document.uri),
      ...(model !== undefined && { model }),
      ...(line !== undefined && { line }),
      ...(folding.depth !== undefined && { depth: folding.depth }),
      open: folding.open,
      folded: folding.folded,
    };
    let answer: GraphAnswer | null;
    try {
      answer = await this.client.sendRequest<GraphAnswer | null>('netc/graph', wanted);
    } catch (problem) {
      if (request === this.requests) this.tell({ kind: 'no-graph', reason: String(problem) });
      return;
    }
    if (request !== this.requests) return;
    if (answer === null) {
      this.tell({ kind: 'no-graph', reason: 'No picture while there are errors' });
      return;
    }
    const { layers, svg, models, depth } = answer;
    this.layers = layers;
    this.panel.title = answer.model;
    this.tell({ kind: 'graph', svg, model: answer.model, models, depth });
    const editor = this.editor();
    if (editor !== undefined) this.highlight(editor, false);
  }

  private highlight(editor: TextEditor, reveal: boolean): void {
    const { line } = editor.selection.active;
    const boxes = new Set(this.layers.filter((layer) => layer.line === line).map(({ box }) => box));
    this.tell({ kind: 'highlight', boxes: [...boxes], reveal });
  }

  private async reveal(path: string): Promise<void> {
    const layer = this.layers.find((candidate) => candidate.path === path);
    if (layer === undefined || this.document === undefined) return;
    const column = this.editor()?.viewColumn ?? ViewColumn.One;
    const editor = await window.showTextDocument(this.document, { viewColumn: column });
    const { range } = this.document.lineAt(Math.min(layer.line, this.document.lineCount - 1));
    editor.selection = new Selection(range.start, range.start);
    editor.revealRange(range);
  }

  private editor(): TextEditor | undefined {
    return window.visibleTextEditors.find(({ document }) => document === this.document);
  }

  private tell(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }
}
