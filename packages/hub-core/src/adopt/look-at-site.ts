import { readFileSync } from 'node:fs';
import { configFiles, readIniDocument, type IniDocument } from '@kojikit/protocol';
import { loadHubConfig, type HubConfig } from '../config/index.js';
import { installedPages } from '../plugins/installed-pages.js';
import { Registry } from '../plugins/registry.js';
import { rooms } from '../rooms.js';
import { errorText } from '../error-facts.js';
import { lookAtOptions } from './configuration/hub-options.js';
import { lookAtOtherFiles, type OtherFiles } from './configuration/other-files.js';
import { lookAtPlugins } from './configuration/plugins.js';
import { lookAtPolicies } from './configuration/policies.js';
import { lookAtDatabase } from './database/look-at-database.js';
import type { Finding } from './finding.js';
import { lookAtFolders } from './folders/look-at-folders.js';

/** Everything there is to say of a site. */
export interface SiteLook {
  readonly config: HubConfig;
  readonly findings: readonly Finding[];
}

/** Looks at a site of Koji: its configuration, database and files. Changes nothing. */
export async function lookAtSite(file: string, others: OtherFiles): Promise<SiteLook> {
  const { config, problems, warnings } = loadHubConfig({ file });
  const plugins = await lookAtPlugins(config);
  const registry = registryOf([...plugins.loaded, ...(await installedPages())]);
  const database = await lookAtDatabase(config, registry.migrations);
  return {
    config,
    findings: [
      ...database.findings,
      ...lookAtFolders(config, database.files),
      ...lookAtOptions({ config, documents: documentsOf(file), problems, warnings }),
      ...lookAtPolicies(config, [...registry.policyTests.values()], plugins.python),
      ...plugins.findings,
      ...lookAtOtherFiles(others),
    ],
  };
}

/* What two plugins quarrel about keeps a hub from starting, and is told by `koji-hub check`. */
function registryOf(plugins: ConstructorParameters<typeof Registry>[0]): Registry {
  const registry = new Registry(rooms);
  for (const plugin of new Set(plugins)) {
    try {
      registry.add(plugin);
    } catch {
      continue;
    }
  }
  return registry;
}

/* Files that cannot be read are among the problems of the configuration. */
function documentsOf(file: string): IniDocument[] {
  return configFiles(file).flatMap((path) => {
    try {
      return [readIniDocument(readFileSync(path, 'utf8'), path)];
    } catch (error) {
      return [{ file: path, sections: [], problems: [{ file: path, message: errorText(error) }] }];
    }
  });
}
