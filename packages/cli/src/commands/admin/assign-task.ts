import { flag } from '@kojikit/command-line';
import { GenericError } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { taskIdOf } from '../../tasks/task-id.js';

export const assignTask = coreCommand({
  summary: 'Give a task to a host',
  usage: '<task_id> <hostname>',
  options: { force: flag(['-f', '--force'], 'take the task from the host that has it') },
  async run({ args, hub, options, print, activateSession }) {
    const [word = '', host = ''] = args;
    if (word === undefined || args.length !== 2) {
      throw new UsageError('please specify a task id and a hostname');
    }
    const id = taskIdOf(word);
    if (!(await hub.call('getTaskInfo', { task_id: id, request: false })))
      throw new GenericError(`No such task: ${id}`);
    if (!(await hub.call('getHost', { hostInfo: host }))) throw new GenericError(`No such host: ${host}`);
    await activateSession();
    if (!(await hub.call('hasPerm', { perm: 'admin' }))) {
      throw new UsageError('This action requires admin privileges');
    }
    const done = await hub.call('assignTask', { task_id: id, host, force: options.force });
    print(`${done ? 'assigned' : 'failed to assign'} task ${id} to host ${host}`);
  },
});
