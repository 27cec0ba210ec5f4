export { findTag, getTag, type FindTagOptions } from './find-tag.js';
export { fullInheritance, inheritedTagIds } from './full-inheritance.js';
export { readInheritance } from './read-inheritance.js';
export type { InheritanceLink, InheritanceStep, TagInfo } from './types.js';
