import { adminCommands } from './admin/table.js';
import { bindCommands } from './bind/table.js';
import { buildCommands } from './build/table.js';
import type { CommandEntry } from './command-entry.js';
import { downloadCommands } from './download/table.js';
import { infoCommands } from './info/table.js';
import { miscCommands } from './misc/table.js';
import { monitorCommands } from './monitor/table.js';
import { searchCommands } from './search/table.js';

/** All commands that are not of plugins. */
export const coreCommands: readonly CommandEntry[] = [
  ...adminCommands,
  ...bindCommands,
  ...buildCommands,
  ...downloadCommands,
  ...infoCommands,
  ...miscCommands,
  ...monitorCommands,
  ...searchCommands,
];
