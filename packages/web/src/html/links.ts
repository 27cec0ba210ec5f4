import { link } from '../http/params.js';
import { html, type Html } from './html.js';

/* What names a thing leads to its page. Names are text of others and numbers are not, so addresses have the numbers. */

const to = (page: string, param: string) => (id: number, shown: string | number) =>
  html`<a href="${link(page, { [param]: id })}">${shown}</a>`;

/** A link to a tag's page that shows its name; likewise those below. */
export const tagLink = to('taginfo', 'tagID');
export const targetLink = to('buildtargetinfo', 'targetID');
export const buildLink = to('buildinfo', 'buildID');
export const packageLink = to('packageinfo', 'packageID');
export const rpmLink = to('rpminfo', 'rpmID');
export const archiveLink = to('archiveinfo', 'archiveID');
export const userLink = to('userinfo', 'userID');
export const hostLink = to('hostinfo', 'hostID');
export const channelLink = to('channelinfo', 'channelID');
export const buildrootLink = to('buildrootinfo', 'buildrootID');
export const repoLink = to('repoinfo', 'repoID');
export const repoRequestLink = to('reporequest', 'reqID');
export const externalRepoLink = to('externalrepoinfo', 'extrepoID');

/** A link to a task's page. @param shown default: its number. */
export const taskLink = (id: number, shown: string | number = id): Html =>
  to('taskinfo', 'taskID')(id, shown);
