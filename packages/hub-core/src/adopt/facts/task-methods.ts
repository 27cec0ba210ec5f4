const OUR_BUILDER = new Set([
  'build',
  'buildArch',
  'buildSRPMFromSCM',
  'rebuildSRPM',
  'chainbuild',
  'wrapperRPM',
  'tagBuild',
  'dependantTask',
  'newRepo',
  'createrepo',
  'distRepo',
  'createdistrepo',
  'waitrepo',
  'buildNotification',
  'tagNotification',
  'sleep',
  'restart',
  'restartVerify',
  'restartHosts',
  'shutdown',
]);

const WITH_PLUGIN: Readonly<Record<string, string>> = {
  runroot: '@kojikit/plugin-runroot',
  saveFailedTree: '@kojikit/plugin-sft',
};

/**
 * Whose builder does a task: `ours`, ours with the plugin of this name, or `koji` for what is left to Koji's own, such as
 * Maven, Windows and images.
 */
export function builderFor(method: string): string {
  return OUR_BUILDER.has(method) ? 'ours' : (WITH_PLUGIN[method] ?? 'koji');
}

/** The methods that our builder does without a plugin, for the test that compares this with the builder. */
export const builderMethods: readonly string[] = [...OUR_BUILDER];
