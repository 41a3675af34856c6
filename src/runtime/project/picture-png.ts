import { Buffer } from 'node:buffer';

/** Pixels of a PNG for one of the SVG. */
const sharpness = 2;
const svgDotsPerInch = 72;

/** Paints an SVG picture: twice as large, so that it is sharp on a slide. The machine must have some font. */
export async function picturePng(svg: string): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(svg), { density: svgDotsPerInch * sharpness, limitInputPixels: false })
    .png({ palette: true })
    .toBuffer();
}
