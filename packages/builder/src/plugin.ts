export { defineBuilderPlugin } from './plugins/builder-plugin.js';
export type { BuilderPlugin, ConfigSections } from './plugins/builder-plugin.js';
export { ConfigMistakes, type ConfigMistake } from './plugins/config-mistakes.js';
export { defineTask } from './tasks/task-definition.js';
export type { ParameterSchema, Schema, TaskDefinition } from './tasks/task-definition.js';
export { RefuseTask } from './tasks/refuse-task.js';
export type { Log } from './tasks/log.js';
export type {
  ConfinedOptions,
  HostInfo,
  RunOptions,
  StreamUploadOptions,
  SubtaskOptions,
  Task,
  UploadOptions,
  WaitOptions,
  WriteLine,
} from './tasks/task.js';
export type { RetiredRoot } from './buildroot/retired-root.js';
export { readLines } from './process/read-lines.js';
export type { PipedProcess } from './process/run-process.js';
export type { Buildroot, BuildrootOptions, RootMount, RunInRootOptions } from './buildroot/buildroot.js';
export type { BuildConfig } from './buildroot/build-config.js';
export { shellQuote, shellWithLog } from './buildroot/shell-with-log.js';
export { describeExit, succeeded } from './process/exit-status.js';
export type { ExitStatus } from './process/exit-status.js';
export type { Keywords, TaskHub } from './hub/task-hub.js';
export type { RepoInfo } from './repos/repo-info.js';
export type { BuilderSettings } from './config/settings.js';
export { canonArch } from '@kojikit/rpm';
