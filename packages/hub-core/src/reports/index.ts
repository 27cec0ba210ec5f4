export { readSiteLoad } from './read-site-load.js';
