export type { PluginHost } from './check-host.js';
export { findInstalled, type FoundPlugin } from './find-plugin.js';
export { findPluginPackages, type BrokenPackage, type PluginPlaces } from './find-plugin-packages.js';
export { loadPlugin, loadPluginPackage, type PluginGuard } from './load-plugin.js';
export { PluginError } from './plugin-error.js';
export {
  COMMAND_CATEGORIES,
  type CommandCategory,
  type CommandManifest,
  type PartManifest,
  type PluginManifest,
  type PluginPart,
} from './plugin-manifest.js';
export type { PluginPackage } from './plugin-package.js';
