import { definePage } from '../../http/page.js';
import { html } from '../../html/html.js';
import { readUser, userinfoParams } from './read.js';
import { userView } from './view.js';

/** A user: packages, builds, tasks, groups and permissions. */
export const userinfoPage = definePage({
  name: 'userinfo',
  params: userinfoParams,
  async answer({ params, visitor }) {
    const model = await readUser(visitor, params);
    const { name } = model.user;
    return {
      title: `${name} | User`,
      headline: html`User ${name}`,
      section: 'users',
      body: userView(model),
    };
  },
});
