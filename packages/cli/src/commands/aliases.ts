/** Other names of commands. */
export const ALIASES: Readonly<Record<string, string>> = {
  'cancel-task': 'cancel',
  cxl: 'cancel',
  'list-commands': 'help',
  'move-pkg': 'move-build',
  move: 'move-build',
  'latest-pkg': 'latest-build',
  'tag-pkg': 'tag-build',
  tag: 'tag-build',
  'untag-pkg': 'untag-build',
  untag: 'untag-build',
  'watch-tasks': 'watch-task',
};
