import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `build`. */
export const buildCommands: readonly CommandEntry[] = [];
