import type { HubPlugin } from './define-hub-plugin.js';
import { isInstalled, loadPlugins } from './load-plugins.js';

const PAGES = '@kojikit/web';

/** The web pages, where their package is installed. A hub without it serves calls and files alone. */
export async function installedPages(): Promise<HubPlugin[]> {
  return isInstalled(PAGES) ? loadPlugins([PAGES]) : [];
}
