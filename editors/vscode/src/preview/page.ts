/** The addresses that the page of a preview is made of, as its view wants them. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** What the view calls its own source. */
  readonly source: string;
  /** Random; only the script that carries it runs. */
  readonly nonce: string;
}

/** The page of a preview: it loads nothing but its own script and style, and reaches no network. */
export function previewPage({ script, style, source, nonce }: PageParts): string {
  const policy = [
    "default-src 'none'",
    // Pictures carry their own style.
    `style-src ${source} 'unsafe-inline'`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Network</title>
</head>
<body>
<header>
<select id="model" aria-label="Model" hidden></select>
<span class="group" role="group" aria-label="Detail">
<button id="less" title="Fold all blocks one step more">Fold</button>
<button id="more" title="Open all blocks one step more">Open</button>
</span>
<span class="group" role="group" aria-label="Size">
<button id="smaller" title="Smaller" aria-label="Smaller">−</button>
<button id="fit" title="Fit the width">Fit</button>
<button id="larger" title="Larger" aria-label="Larger">+</button>
</span>
<span id="note" role="status"></span>
</header>
<main id="graph"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
