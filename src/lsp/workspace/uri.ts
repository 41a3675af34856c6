import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packageFolder } from '../../runtime/package-folder.ts';

/** The path under which the compiler knows a document: that of its file, or the URI where there is none. */
export function pathOf(uri: string): string {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : uri;
  } catch {
    return uri;
  }
}

/** The URI of a path, as an editor opens it; files of the standard library lie in the package. */
export function uriOf(path: string): string {
  if (path.startsWith('std/'))
    return pathToFileURL(join(packageFolder(), 'stdlib', `${path.slice(4)}.net`)).href;
  return /^[a-z][a-z0-9+.-]+:/i.test(path) && !/^[a-z]:[\\/]/i.test(path) ? path : pathToFileURL(path).href;
}

/** The page that explains a message. */
export function pageOf(code: string): string {
  return pathToFileURL(join(packageFolder(), 'docs', 'errors', `${code}.md`)).href;
}
