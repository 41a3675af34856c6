/** What a picture may be made of. */
const elements = new Set(
  'svg g a path rect circle ellipse line polyline polygon text tspan title desc defs marker style use linearGradient stop clipPath'.split(
    ' ',
  ),
);

/** The picture of a text of SVG, without anything that could run or load; nothing where it is none. */
export function cleanPicture(text: string): SVGSVGElement | undefined {
  const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
  if (!(root instanceof SVGSVGElement)) return undefined;
  for (const element of [...root.querySelectorAll('*')]) {
    if (!elements.has(element.localName)) {
      element.remove();
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      const isAddress = /(?:^|:)href$/i.test(name);
      if (/^on/i.test(name) || (isAddress && !value.startsWith('#'))) element.removeAttribute(name);
    }
  }
  return document.importNode(root, true);
}
