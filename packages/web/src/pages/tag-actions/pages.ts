import type { Page } from '../../http/page.js';
import { tagcreatePage, tageditPage } from './create-edit.js';
import { tagdeletePage } from './delete.js';
import { newrepoPage } from './newrepo.js';
import { tagparentPage } from './parent.js';
import { targetActions } from './targets.js';

/** What changes tags and targets. */
export const tagActions: readonly Page[] = [
  tagcreatePage,
  tageditPage,
  tagdeletePage,
  tagparentPage,
  newrepoPage,
  ...targetActions,
];
