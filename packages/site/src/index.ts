export { startSite, type Site, type SiteOptions } from './start-site.js';
export type { Account, SiteFolder } from './site-folder.js';
export { machineArch } from '@kojikit/hub-core';
export { FIRST_TAG } from './first-data.js';
