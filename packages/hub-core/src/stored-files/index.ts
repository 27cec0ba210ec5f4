export { linkOrCopy } from './link-or-copy.js';
export { placeFile, type PlaceOptions } from './place-file.js';
