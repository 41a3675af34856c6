import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** Diagnostics in one of the forms that other programs read. */
export async function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  format: 'json' | 'sarif' | 'github',
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../diagnostics/render-json.ts')).renderJson(diagnostics);
    case 'sarif':
      return (await import('../diagnostics/render-sarif.ts')).renderSarif(diagnostics);
    case 'github':
      return (await import('../diagnostics/render-github.ts')).renderGithub(diagnostics);
  }
}
