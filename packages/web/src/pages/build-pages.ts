import type { Page } from '../http/page.js';
import { archiveinfoPage } from './archiveinfo/page.js';
import { fileinfoPage } from './fileinfo/page.js';
import { buildinfoPage } from './buildinfo/page.js';
import { archivelistPage } from './content-lists/archivelist-page.js';
import { rpmlistPage } from './content-lists/rpmlist-page.js';
import { recentbuildsPage } from './recentbuilds/page.js';
import { rpminfoPage } from './rpminfo/page.js';

/** Builds and what they are made of. */
export const buildPages: readonly Page[] = [
  buildinfoPage,
  rpminfoPage,
  archiveinfoPage,
  fileinfoPage,
  rpmlistPage,
  archivelistPage,
  recentbuildsPage,
];
