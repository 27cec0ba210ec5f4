import type { Page } from '../http/page.js';
import { buildrootinfoPage } from './buildrootinfo/page.js';
import { buildrootsPage } from './buildroots/buildroots-page.js';
import { channelinfoPage } from './channelinfo/page.js';
import { externalRepoPages } from './external-repos/pages.js';
import { hostinfoPage } from './hostinfo/page.js';
import { listPages } from './lists/page.js';
import { repoPages } from './repos/pages.js';
import { taginfoPage } from './taginfo/page.js';
import { targetPages } from './targets/pages.js';
import { userinfoPage } from './userinfo/page.js';

/** What the page of a task leads to: tags, hosts, channels, users, build roots, targets. */
export const infoPages: readonly Page[] = [
  taginfoPage,
  hostinfoPage,
  channelinfoPage,
  userinfoPage,
  buildrootinfoPage,
  buildrootsPage,
  ...targetPages,
  ...repoPages,
  ...externalRepoPages,
  ...listPages,
];
