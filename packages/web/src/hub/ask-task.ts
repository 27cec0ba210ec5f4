import { hubCall } from '@kojikit/protocol';

/** The question for one task; nil where there is none. */
export const askTask = (id: number, { request = false }: { readonly request?: boolean } = {}) =>
  hubCall('getTaskInfo', { task_id: id, request });

/** The question for the files of a task, by their name and then by the volumes that they are on. With `strict` a task must
 * be there. */
export const askTaskFiles = (id: number, { strict = false }: { readonly strict?: boolean } = {}) =>
  hubCall('listTaskOutput', { taskID: id, stat: true, all_volumes: true, strict });
