import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `search`. */
export const searchCommands: readonly CommandEntry[] = [];
