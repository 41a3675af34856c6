import type { Diagnostic, Severity } from './diagnostic.ts';
import { messageText } from './message-text.ts';
import { rangeOf } from './ranges.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', advice: 'notice' };

/** Diagnostics as workflow commands, which GitHub shows beside the lines they are about. */
export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(command).join('');
}

function command(diagnostic: Diagnostic): string {
  const { code, severity, labels } = diagnostic;
  const main = labels[0]?.span;
  const properties: Record<string, string | number> = {};
  if (main !== undefined) {
    const { start, end } = rangeOf(main);
    properties.file = main.file.path;
    properties.line = start.line;
    properties.endLine = end.line;
    properties.col = start.column;
    // GitHub refuses an end column on another line.
    if (end.line === start.line) properties.endColumn = Math.max(start.column, end.column - 1);
  }
  properties.title = code;
  const written = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  return `::${commands[severity]} ${written.join(',')}::${escapeData(messageText(diagnostic))}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
