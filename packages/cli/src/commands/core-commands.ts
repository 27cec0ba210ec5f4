import { adminCommands } from './admin/index.js';
import { bindCommands } from './bind/index.js';
import { buildCommands } from './build/index.js';
import { downloadCommands } from './download/index.js';
import { infoCommands } from './info/index.js';
import { miscCommands } from './misc/index.js';
import { monitorCommands } from './monitor/index.js';
import { searchCommands } from './search/index.js';
import type { Category } from './categories.js';
import type { CommandEntry } from './command-entry.js';

/** All commands that are not of plugins. */
export const coreCommands: readonly CommandEntry[] = Object.values({
  admin: adminCommands,
  bind: bindCommands,
  build: buildCommands,
  download: downloadCommands,
  info: infoCommands,
  misc: miscCommands,
  monitor: monitorCommands,
  search: searchCommands,
} satisfies Record<Category, readonly CommandEntry[]>).flat();
