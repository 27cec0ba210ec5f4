export { command, type Command, type CommandContext } from './command.js';
export type { Category } from './commands/categories.js';
export type { Settings } from './config/settings.js';
export { CommandError, LoggedError, UsageError } from './errors.js';
export { eventFromOptions, eventLine, eventOptions, type HubEvent } from './history/event-options.js';
export { hubVersion } from './session/hub-version.js';
export { inBackground } from './waiting/in-background.js';
export { parseArches } from './arguments/parse-arches.js';
export { parseArgument } from './arguments/parse-argument.js';
export { requirePermission } from './session/require-permission.js';
export { compareText } from '@kojikit/protocol';
export { byText } from './text/by-text.js';
export {
  choice,
  counted,
  flag,
  float,
  integer,
  integerOr,
  list,
  parseInteger,
  text,
  textOr,
  time,
  toggle,
  type OptionText,
  type Option,
  type OptionSwitch,
  type OptionTable,
  type OptionValues,
} from '@kojikit/command-line';
export { describeError } from './output/describe-error.js';
export { format } from './output/format.js';
export type { Output } from './output/output.js';
export { jsonOption, printJson } from './output/print-json.js';
export { formatTime, formatTimeC, formatTimeLong } from './output/times.js';
export { defineCliPlugin, type CliPlugin } from './plugins/cli-plugin.js';
export type { CommandManifest } from '@kojikit/command-line/plugins';
export { splitPair } from './arguments/split-pair.js';
export { waitForTargetRepo } from './repos/wait-for-repo.js';
export type {
  HubCallOptions,
  HubSession,
  SettledResults,
  UploadOptions,
  UploadProgress,
} from './session/hub-session.js';
export { listTasks, type TaskSelection, type ThreadedTask } from './tasks/list-tasks.js';
export { TASK_HEADERS, taskLines } from './tasks/print-tasks.js';
export type { LogPiece, TaskFile } from './tasks/follow-log.js';
export { TaskLogs, type TaskLogsOptions } from './tasks/task-logs.js';
export { readTaskFile, taskOutput } from './tasks/task-output.js';
export { waitOption, watchIfWanted } from './tasks/wait-option.js';
export { TaskWatcher, type WatchOptions } from './tasks/task-watcher.js';
export { waitForTask } from './waiting/wait-for-task.js';
export { watchTasks, type WatchTasksOptions } from './tasks/watch-tasks.js';
