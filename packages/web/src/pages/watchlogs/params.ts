import { ids, integer, text } from '../../http/params.js';

/** What the address of a log says. */
export const watchlogsParams = {
  taskID: ids('The tasks whose logs are shown; a log that is named is one of the first.'),
  log: text('', 'The name of the log. Default: the first that has text.'),
  volume: text('DEFAULT', 'The volume that it is on.'),
  line: integer(0, 'The line to show those around of. Default: the last lines.'),
};
