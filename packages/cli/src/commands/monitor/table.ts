import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `monitor`. */
export const monitorCommands: readonly CommandEntry[] = [];
