import { ActionNotAllowed, type TaskOptions } from '@kojikit/protocol';
import { expectStruct } from '../../rpc/convert.js';
import { taskOptions, type AskedTaskOptions } from '../../tasks/index.js';
import type { Members } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';

/** What a builder may say of a subtask. */
export interface SubtaskOptions {
  readonly task: AskedTaskOptions;
  /** Further parameters by name. */
  readonly keywords: Members | undefined;
}

/** Reads options of a subtask. Throws ActionNotAllowed `The owner option is not allowed here`. */
export const subtaskOptions: Reader<SubtaskOptions, TaskOptions> = (value) => {
  const { kwargs, ...options } = expectStruct(value);
  if ('owner' in options) throw new ActionNotAllowed('The owner option is not allowed here');
  return {
    task: taskOptions(options),
    keywords: kwargs === undefined ? undefined : expectStruct(kwargs),
  };
};
