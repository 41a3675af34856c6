import { browserCannotDecode } from '../diagnostics/catalogue/page.ts';
import { photoLeftOut } from '../diagnostics/catalogue/photos.ts';
import { checkedHeader } from '../runtime/data/decode/checked-header.ts';
import type { PhotoHeader } from '../runtime/data/decode/photo-header.ts';
import { faultOf } from '../runtime/data/photo-problem.ts';
import type { Raster } from '../runtime/data/pixels/raster.ts';
import { Fault } from './fault.ts';

/**
 * The pixels of a photo, upright, as the browser decodes them: without the colours' profile, as netc takes them.
 * @throws Fault NET5501 for what is no whole photo, NET7342 for a kind that this browser does not show
 */
export async function decode(photo: File): Promise<Raster> {
  const file = photo.name;
  const header = await checked(photo);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(photo, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  } catch {
    if (header.format !== 'tiff' && header.format !== 'heif')
      throw new Fault(photoLeftOut(undefined, { file, reason: 'broken', detail: '' }));
    throw new Fault(browserCannotDecode(undefined, { file, format: header.format.toUpperCase() }));
  }
  const { height, width } = bitmap;
  const data = pixelsOf(bitmap);
  bitmap.close();
  if (data === undefined)
    throw new Fault(photoLeftOut(undefined, { file, reason: 'too-large', detail: `${width}x${height}` }));
  return { height, width, stride: 4, orientation: 1, data };
}

/** Undefined where the browser has no room for so many. */
function pixelsOf(bitmap: ImageBitmap): Uint8Array | undefined {
  const canvas = document.createElement('canvas');
  [canvas.height, canvas.width] = [bitmap.height, bitmap.width];
  // On the graphics card pixels may lose a level on their way.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  context.drawImage(bitmap, 0, 0);
  let seen: Uint8Array;
  try {
    seen = new Uint8Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
  } catch {
    return undefined;
  }
  const isOpaque = seen.every((value, at) => at % 4 !== 3 || value === 255);
  return isOpaque ? seen : (wholeColours(bitmap) ?? seen);
}

/**
 * A canvas keeps colours as far as they can be seen through, and netc takes them as the file has them; so does a texture.
 * Undefined where there are none, or none so large.
 */
function wholeColours(bitmap: ImageBitmap): Uint8Array | undefined {
  const { height, width } = bitmap;
  const gl = document.createElement('canvas').getContext('webgl2');
  if (gl === null || Math.max(height, width) > Number(gl.getParameter(gl.MAX_TEXTURE_SIZE))) return undefined;
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  const colours = new Uint8Array(height * width * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, colours);
  const isSound = gl.getError() === gl.NO_ERROR;
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return isSound ? colours : undefined;
}

async function checked(photo: File): Promise<PhotoHeader> {
  try {
    return checkedHeader(new Uint8Array(await photo.arrayBuffer()));
  } catch (thrown) {
    throw new Fault(photoLeftOut(undefined, { file: photo.name, ...faultOf(thrown) }));
  }
}
