import type { Page } from '../../http/page.js';
import { repoinfoPage } from './repoinfo-page.js';
import { reporequestPage } from './reporequest-page.js';
import { reporequestsPage } from './reporequests-page.js';

/** Repos of tags, and requests for them. */
export const repoPages: readonly Page[] = [repoinfoPage, reporequestsPage, reporequestPage];
