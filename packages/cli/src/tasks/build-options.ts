import { flag } from '@kojikit/command-line';
import { waitOption } from './wait-option.js';

/** Options of all commands that make a task which builds something. */
export const buildTaskOptions = {
  wait: waitOption,
  background: flag('--background', 'let other tasks go first'),
};

/** The option of commands that upload something first. */
export const noprogressOption = flag('--noprogress', 'do not show how far the upload is');
