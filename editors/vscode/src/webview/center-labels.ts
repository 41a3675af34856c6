/** Puts the words of each box into its middle: they were measured in a font that the machine may not have. */
export function centerLabels(picture: SVGSVGElement): void {
  for (const box of picture.querySelectorAll<SVGGElement>('g.node')) {
    const outline = box.querySelector<SVGGraphicsElement>('path, ellipse, polygon');
    if (outline === null) continue;
    const { x, width } = outline.getBBox();
    for (const label of box.querySelectorAll('text')) {
      label.setAttribute('text-anchor', 'middle');
      label.setAttribute('x', String(x + width / 2));
    }
  }
}
