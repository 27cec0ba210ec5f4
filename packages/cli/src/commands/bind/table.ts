import type { CommandEntry } from '../command-entry.js';

/** Commands of the category `bind`. */
export const bindCommands: readonly CommandEntry[] = [];
