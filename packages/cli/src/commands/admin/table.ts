import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `admin`. */
export const adminCommands: readonly CommandEntry[] = [];
