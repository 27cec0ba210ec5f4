export { startSite, type Site, type SiteOptions } from './start-site.js';
export type { Account, SiteFolder } from './site-folder.js';
export { FIRST_TAG, machineArch } from './first-data.js';
