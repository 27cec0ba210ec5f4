import { findPluginPackages } from '@kojikit/command-line/plugins';
import { expandHome } from '../config/expand-home.js';

/**
 * Finds plugins for the command line: in the folders of `paths` (`plugin_paths`), and among the packages that are
 * installed beside and above `start`. The working folder is not looked into: whoever runs `koji` there has not written
 * what lies there.
 */
export function findPlugins(start: string, paths: string | undefined): ReturnType<typeof findPluginPackages> {
  const folders = (paths ?? '').split(':').filter((path) => path !== '');
  return findPluginPackages({ folders: folders.map(expandHome), starts: [start] });
}
