/**
 * A key that an object has twice, of which `JSON.parse` silently keeps the last.
 * @param json valid JSON; its outermost value and those one level below are looked at
 */
export function duplicateKey(json: string): string | undefined {
  const seen: Set<string>[] = [];
  // Texts are matched whole, so that brackets inside of them do not count.
  for (const match of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/g)) {
    const [token, colon] = match;
    if (token === '{' || token === '[') seen.push(new Set());
    else if (token === '}' || token === ']') seen.pop();
    else if (colon !== undefined && seen.length <= 2) {
      const key = String(JSON.parse(token.slice(0, -colon.length)));
      const keys = seen.at(-1);
      if (keys?.has(key) === true) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
