import type { HubPlugin } from '@kojikit/hub-core/plugin';

/** The hub's part of a plugin. Plugins depend on this package, so it cannot name them as its own dependencies. */
export async function hubPlugin(packageName: string): Promise<HubPlugin> {
  const entry = `${packageName}/hub`;
  return ((await import(/* @vite-ignore */ entry)) as { default: HubPlugin }).default;
}
