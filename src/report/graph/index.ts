export { groupLayers, type Detail, type Group } from './boxes.ts';
export { pictureOf, readableDepth, type View } from './draw-picture.ts';
export type { Arrow, Box, Family, Frame, Picture } from './picture.ts';
export { pictureDot } from './picture-dot.ts';
export { layoutSvg, pictureSvg } from './picture-svg.ts';
export { layOutPicture } from './lay-out-picture.ts';
export type { Area, PictureLayout } from './picture-layout.ts';
