export { linkOrCopy } from './link-or-copy.js';
export { placeContent, placeFile, type PlaceOptions } from './place-file.js';
export { putInPlace, type PutOptions } from './put-in-place.js';
export { removeEmptyFolders } from './remove-empty-folders.js';
export { shareFolder, sharesFiles } from './share-folder.js';
