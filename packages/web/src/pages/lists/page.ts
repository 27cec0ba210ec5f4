import type { Page } from '../../http/page.js';
import { hostsPage } from './hosts-page.js';
import { tagsPage } from './tags-page.js';
import { usersPage } from './users-page.js';

/** Lists of tags, users and builders. */
export const listPages: readonly Page[] = [tagsPage, usersPage, hostsPage];
