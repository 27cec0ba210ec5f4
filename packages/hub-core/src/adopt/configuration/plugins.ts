import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HUB_EVENT_NAMES } from '@kojikit/protocol';
import { ConfigError, type HubConfig } from '../../config/index.js';
import { errorText } from '../../error-facts.js';
import type { HubPlugin } from '../../plugins/define-hub-plugin.js';
import { loadEachPlugin } from '../../plugins/load-plugins.js';
import { KNOWN_PLUGINS } from '../facts/known-plugins.js';
import { at, Findings, type Finding } from '../finding.js';
import { listed } from '../report/words.js';
import { findPythonPlugin, type PythonPlugin } from './python-plugin.js';

/** What became of the plugins that hub.conf names. */
export interface PluginLook {
  readonly findings: readonly Finding[];
  readonly loaded: readonly HubPlugin[];
  /** Those that are there as Koji's hub loads them. */
  readonly python: readonly PythonPlugin[];
}

/** Each plugin that hub.conf names, and its file in the folder `plugins`. */
export async function lookAtPlugins(config: HubConfig): Promise<PluginLook> {
  const found = new Findings('plugins');
  const folders = config.PluginPath.split(':').filter(Boolean);
  const loaded: HubPlugin[] = [];
  const python: PythonPlugin[] = [];
  for (const name of new Set(config.plugins)) {
    const { plugins, failures } = await loadEachPlugin([name], { path: folders });
    const script = findPythonPlugin(name, folders);
    if (script !== undefined) python.push(script);
    const [plugin] = plugins;
    if (plugin !== undefined) {
      loaded.push(plugin);
      found.works(
        plugin.name === name ? `${name} is installed` : `${name} is installed, by the name ${plugin.name}`,
      );
      lookAtFile(found, config, plugin);
    } else tellMissing(found, name, failures[0]?.file === undefined ? undefined : failures[0], script);
  }
  if (config.plugins.length === 0) found.works('hub.conf names no plugins');
  lookAtOtherFiles(found, config, loaded, python);
  return { findings: found.all, loaded, python };
}

function lookAtFile(found: Findings, config: HubConfig, plugin: HubPlugin): void {
  if (plugin.config === undefined) return;
  const missing = config.missingPluginFile(plugin.name);
  try {
    config.pluginConfig(plugin.name, plugin.config);
    if (missing === undefined)
      found.works(
        `${plugin.name}.conf can be read as it is`,
        at(join(config.pluginFolder, `${plugin.name}.conf`)),
      );
    else if (plugin.withoutFile !== undefined)
      found.step(`there is no file ${missing}: ${plugin.withoutFile}`, {
        when: 'configure',
        todo: `write ${missing}`,
      });
  } catch (error) {
    const todo = { when: 'configure', todo: 'mend it: the hub does not start with it' } as const;
    if (error instanceof ConfigError) {
      for (const { file, line, message } of error.problems) found.fails(message, todo, at(file, line));
    } else found.fails(`${plugin.name}.conf: ${errorText(error)}`, todo);
  }
}

function tellMissing(
  found: Findings,
  name: string,
  broken: Error | undefined,
  script: PythonPlugin | undefined,
): void {
  const known = KNOWN_PLUGINS[name];
  if (broken !== undefined) {
    found.fails(broken.message, {
      when: 'install',
      todo: 'mend or update the package: the hub does not start with it',
    });
  } else if (known?.package !== undefined) {
    found.step(`${name} is what the package ${known.package} brings, which is not installed`, {
      when: 'install',
      todo: `npm install ${known.package} beside @kojikit/hub-core; hub.conf may go on naming it ${name}`,
    });
  } else if (known !== undefined) {
    found.fails(
      `${name} ${known.does}: there is no such plugin for this hub${broughtBy(script)}`,
      {
        when: 'before',
        todo: `take ${name} out of Plugins; ${known.instead}`,
      },
      script && at(script.file),
    );
  } else if (script !== undefined) {
    found.fails(
      `${name} is a plugin in Python, which this hub cannot load${broughtBy(script)}`,
      {
        when: 'before',
        todo: `take ${name} out of Plugins, or write it anew with defineHubPlugin of @kojikit/hub-core/plugin: ${counterparts(script)}`,
      },
      at(script.file),
    );
  } else {
    found.fails(`${name} is in no folder of PluginPath and no installed package`, {
      when: 'before',
      todo: `take ${name} out of Plugins, or look again where its file is (PluginPath)`,
    });
  }
}

function broughtBy(script: PythonPlugin | undefined): string {
  if (script === undefined) return '';
  const parts = [
    script.callbacks.length > 0 && `listens to ${listed(script.callbacks, 20)}`,
    script.methods.length > 0 && `adds the methods ${listed(script.methods, 20)}`,
    script.policyTests.length > 0 && `adds the policy tests ${listed(script.policyTests, 20)}`,
    script.files.length > 0 && `reads ${listed(script.files, 5)}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? '' : `; it ${parts.join(', ')}`;
}

/* What each part of it is called in a plugin of ours. */
function counterparts({ callbacks, methods, policyTests }: PythonPlugin): string {
  const names: readonly string[] = HUB_EVENT_NAMES;
  const unknown = callbacks.filter((event) => !names.includes(event));
  const parts = [
    callbacks.length > 0 && "callbacks are 'on', with the events of the same names",
    unknown.length > 0 && `but for ${listed(unknown)}, which this hub does not have`,
    methods.length > 0 && "exported functions are 'methods'",
    policyTests.length > 0 && "classes of tests are 'policyTests'",
  ].filter((part) => part !== false);
  return parts.length === 0
    ? 'see the README of @kojikit/hub-core for what a plugin may bring'
    : parts.join(', ');
}

/* Koji reads a plugin's file by a name that is not always the plugin's, and a file that nobody reads looks like one in use. */
function lookAtOtherFiles(
  found: Findings,
  config: HubConfig,
  loaded: readonly HubPlugin[],
  python: readonly PythonPlugin[],
): void {
  if (!existsSync(config.pluginFolder)) return;
  const read = new Set([
    ...loaded.map(({ name }) => `${name}.conf`),
    ...python.flatMap(({ files }) => files.map((file) => file.slice(file.lastIndexOf('/') + 1))),
    ...config.plugins.map((name) => KNOWN_PLUGINS[name]?.file ?? `${name}.conf`),
    ...Object.values(KNOWN_PLUGINS).flatMap(({ file }) => file ?? []),
    'web.conf',
  ]);
  for (const name of readdirSync(config.pluginFolder).filter((one) => one.endsWith('.conf'))) {
    const place = at(join(config.pluginFolder, name));
    const meant = KNOWN_PLUGINS[name.slice(0, -'.conf'.length)]?.file;
    if (meant !== undefined && meant !== name) {
      found.step(
        `${name} is read by nobody, Koji's plugin reads ${meant} as well`,
        {
          when: 'configure',
          todo: `rename it to ${meant} if what it says is wanted: it never held so far`,
        },
        place,
      );
    } else if (!read.has(name))
      found.works(`${name} belongs to no plugin of hub.conf and is not read`, place);
  }
}
