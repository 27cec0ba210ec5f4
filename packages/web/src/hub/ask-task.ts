import type { FileStats, Task } from '@kojikit/protocol';
import { ask } from './ask.js';
import type { Ask } from './connection.js';
import type { Plain } from './plain.js';

/* Casts: what these methods answer depends on their parameters, and the contract says all that there is. */

/** The question for one task; nil where there is none. */
export const askTask = (id: number, { request = false }: { readonly request?: boolean } = {}) =>
  ask('getTaskInfo', { task_id: id, request }) as Ask<Plain<Task> | null>;

/** Files by their name and then by the volumes that they are on. */
export type FilesByVolume = Readonly<Record<string, Readonly<Record<string, Plain<FileStats>>>>>;

/** The question for the files of a task. With `strict` a task must be there. */
export const askTaskFiles = (id: number, { strict = false }: { readonly strict?: boolean } = {}) =>
  ask('listTaskOutput', { taskID: id, stat: true, all_volumes: true, strict }) as Ask<FilesByVolume>;
