import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `download`. */
export const downloadCommands: readonly CommandEntry[] = [];
