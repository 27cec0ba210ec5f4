import { buildTasks } from '../builds/index.js';
import type { ConfiguredTask } from '../plugins/load-plugins.js';
import { buildNotificationTask } from './build-notification.js';
import { createDistRepoTask } from './create-dist-repo.js';
import { createrepoTask } from './createrepo.js';
import type { DaemonControl } from './daemon-control.js';
import { distRepoTask } from './dist-repo.js';
import { newRepoTask } from './new-repo.js';
import { daemonTasks } from './restart.js';
import { sleepTask } from './sleep.js';
import { tagNotificationTask } from './tag-notification.js';
import { waitrepoTask } from './waitrepo.js';

/** The tasks that every builder can do. */
export function builtinTasks(control: DaemonControl): ConfiguredTask[] {
  return [
    ...buildTasks,
    newRepoTask,
    createrepoTask,
    distRepoTask,
    createDistRepoTask,
    waitrepoTask,
    buildNotificationTask,
    tagNotificationTask,
    sleepTask,
    ...daemonTasks(control),
  ].map((definition) => ({
    definition,
    config: undefined,
    plugin: 'the builder',
  }));
}
