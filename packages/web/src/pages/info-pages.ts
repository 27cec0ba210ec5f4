import type { Page } from '../http/page.js';
import { buildrootinfoPage } from './buildrootinfo/page.js';
import { buildtargetinfoPage } from './buildtargetinfo/page.js';
import { channelinfoPage } from './channelinfo/page.js';
import { hostinfoPage } from './hostinfo/page.js';
import { listPages } from './lists/page.js';
import { taginfoPage } from './taginfo/page.js';
import { userinfoPage } from './userinfo/page.js';

/** What the page of a task leads to: tags, hosts, channels, users, build roots, targets. */
export const infoPages: readonly Page[] = [
  taginfoPage,
  hostinfoPage,
  channelinfoPage,
  userinfoPage,
  buildrootinfoPage,
  buildtargetinfoPage,
  ...listPages,
];
