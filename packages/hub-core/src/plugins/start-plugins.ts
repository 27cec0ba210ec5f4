import { PluginError } from '@kojikit/command-line/plugins';
import type { HubParts } from '../rpc/hub-parts.js';
import type { HubPlugin, PluginLife } from './define-hub-plugin.js';

/** Plugins that were set up. */
export interface StartedPlugins {
  /** Closes what they have opened, the last first. What fails is logged. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Sets up the plugins of a hub one after another, in the order of the configuration. When one fails, those before it are
 * closed. Throws PluginError.
 */
export async function startPlugins(plugins: readonly HubPlugin[], parts: HubParts): Promise<StartedPlugins> {
  const lives: { plugin: string; life: PluginLife }[] = [];
  const close = async (): Promise<void> => {
    for (const { plugin, life } of lives.splice(0).reverse()) {
      try {
        await life.close();
      } catch (error) {
        parts.log.error({ err: error, plugin }, 'a plugin could not be closed');
      }
    }
  };
  for (const plugin of plugins) {
    try {
      const life = await setUp(plugin, parts);
      if (life) lives.push({ plugin: plugin.name, life });
    } catch (cause) {
      await close();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new PluginError({ plugin: plugin.name, reason: `its setup failed: ${reason}` }, { cause });
    }
  }
  return { close };
}

function setUp(plugin: HubPlugin, parts: HubParts): ReturnType<NonNullable<HubPlugin['setup']>> {
  return plugin.setup?.({
    config: plugin.config && parts.config.pluginConfig(plugin.name, plugin.config),
    hub: parts.config,
    database: parts.database,
    log: parts.log.child({ plugin: plugin.name }),
    metrics: parts.metrics,
    keep: (key, state) => parts.states.keep(key, state),
  });
}
