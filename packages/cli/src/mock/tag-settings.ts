import { Double } from '@kojikit/protocol';
import type { MockConfig } from './mock-config.js';

/** Extras of tags that become settings of mock under another name, as they are. */
const PLAIN: Readonly<Record<string, string>> = {
  'mock.package_manager': 'package_manager',
  'mock.module_setup_commands': 'module_setup_commands',
  'mock.releasever': 'releasever',
};
const MACRO = 'rpm.macro.';

type TagSettings = Pick<MockConfig, 'settings' | 'macros' | 'best' | 'moduleHotfixes'>;

/** What the extras of a tag mean for mock. */
export function tagSettings(extra: Readonly<Record<string, unknown>>, arch: string): TagSettings {
  const settings: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(PLAIN)) {
    if (Object.hasOwn(extra, key)) settings[setting] = extra[key];
  }
  if (!settings['package_manager']) delete settings['package_manager'];
  if (extra['mock.forcearch']) settings['forcearch'] = arch;
  const image = extra['mock.bootstrap_image'];
  settings['use_bootstrap_image'] = Boolean(image);
  if (image) settings['bootstrap_image'] = image;
  if (Object.hasOwn(extra, 'mock.use_bootstrap')) {
    settings['use_bootstrap'] = Boolean(extra['mock.use_bootstrap']);
  }
  const macros = Object.entries(extra)
    .filter(([key]) => key.startsWith(MACRO))
    .map(([key, value]) => [`%${key.slice(MACRO.length)}`, value]);
  const best = extra['mock.yum.best'];
  return {
    settings,
    macros: Object.fromEntries(macros) as Record<string, unknown>,
    best: Math.trunc(Number(best instanceof Double ? best.value : (best ?? 0))),
    moduleHotfixes: Boolean(extra['mock.yum.module_hotfixes']),
  };
}
