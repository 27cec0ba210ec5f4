import { defineCliPlugin } from '@kojikit/cli/plugin';
import { addSidetag } from './cli/add-sidetag.js';
import { cleanupSidetags } from './cli/cleanup-sidetags.js';
import { editSidetag } from './cli/edit-sidetag.js';
import { listSidetags } from './cli/list-sidetags.js';
import { removeSidetag } from './cli/remove-sidetag.js';

/** Side tags on the command line. */
export default defineCliPlugin({
  name: 'sidetag',
  commands: {
    'add-sidetag': addSidetag,
    'cleanup-sidetags': cleanupSidetags,
    'edit-sidetag': editSidetag,
    'list-sidetags': listSidetags,
    'remove-sidetag': removeSidetag,
  },
});
