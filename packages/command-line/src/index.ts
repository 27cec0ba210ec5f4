export {
  choice,
  counted,
  flag,
  float,
  integer,
  integerOr,
  list,
  pairs,
  text,
  textOr,
  time,
  toggle,
  type OptionText,
} from './options/define-option.js';
export {
  InvalidValue,
  type CountOption,
  type Option,
  type OptionSwitch,
  type OptionTable,
  type OptionValues,
  type SwitchOption,
  type TextOption,
} from './options/option.js';
export { parseInteger, parsePythonFloat, parsePythonInteger } from './options/python-numbers.js';
export { parseTime } from './options/time/parse-time.js';
export { parseOptions, type ParsedOptions } from './reading/parse-options.js';
export type { LineRules } from './reading/normalise.js';
export { formatHelp, formatUsage, type HelpPage } from './help/format-help.js';
export type {
  CompletableCommand,
  CompletableEntry,
  CompletableProgram,
  WantedNames,
} from './completion/completable.js';
export { chosenScript, COMPLETION } from './completion/completion-command.js';
export { COMPLETE_OPTION } from './completion/completion-script.js';
export { tellShell } from './completion/tell-shell.js';
export { changelogLines } from './text/changelog-lines.js';
export { formatTime, formatTimeC, formatTimeLong, hubDate } from './text/times.js';
export { didYouMean } from './program/did-you-mean.js';
export { Interrupted, interruptible } from './program/interruptible.js';
export { packageVersion } from './program/package-version.js';
export { runPlainProgram, runProgram } from './program/run-program.js';
export { stopSignal } from './program/stop-signal.js';
export {
  programCommand,
  type PlainProgram,
  type Program,
  type ProgramCommand,
  type ProgramOutput,
} from './program/program.js';
export { isNamed } from './is-named.js';
export { UnknownWord, UsageError } from './usage-error.js';
