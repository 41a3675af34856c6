import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * Diagnostics in one of the forms that other programs read.
 * @param more what JSON says beside them
 */
export async function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  format: 'json' | 'sarif' | 'github',
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../diagnostics/render-json.ts')).renderJson(diagnostics, more);
    case 'sarif':
      return (await import('../diagnostics/render-sarif.ts')).renderSarif(diagnostics);
    case 'github':
      return (await import('../diagnostics/render-github.ts')).renderGithub(diagnostics);
  }
}
