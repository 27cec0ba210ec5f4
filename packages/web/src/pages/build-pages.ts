import type { Page } from '../http/page.js';
import { buildinfoPage } from './buildinfo/page.js';

/** Builds and what they are made of. */
export const buildPages: readonly Page[] = [buildinfoPage];
