import type { Page } from '../../http/page.js';
import { buildtargetinfoPage } from './buildtargetinfo-page.js';
import { buildtargetsPage } from './buildtargets-page.js';

/** Targets. */
export const targetPages: readonly Page[] = [buildtargetsPage, buildtargetinfoPage];
