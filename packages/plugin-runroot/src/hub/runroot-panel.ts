import type { Panel } from '@kojikit/hub-core/plugin';

/** What a runroot task runs and what it prints, on the page of the task. */
export const runrootPanel: Panel = {
  name: 'runroot',
  on: 'task',
  async read(ctx, id) {
    const task = await ctx.call('getTaskInfo', { task_id: id, request: true });
    const command = task?.method === 'runroot' ? commandOf(task.request ?? []) : undefined;
    if (command === undefined) return [];
    const files = await ctx.call('listTaskOutput', { taskID: id });
    const log = files.includes('runroot.log') ? { task_id: id, name: 'runroot.log' } : undefined;
    return [{ title: 'Command', code: command, ...(log && { log }) }];
  },
};

/* The request is whatever the caller of an old hub has sent: the command is its third value, or named. */
function commandOf(request: readonly unknown[]): string | undefined {
  const only = request[0];
  const named = typeof only === 'object' && only !== null && 'command' in only ? only.command : undefined;
  const command = named ?? request[2];
  if (typeof command === 'string') return command;
  if (!Array.isArray(command)) return undefined;
  return command.map((word) => shellWord(String(word))).join(' ');
}

/** A word as it would be typed into a shell. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
