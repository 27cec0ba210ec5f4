import { hubCall, type Notification, type Plain } from '@kojikit/protocol';
import { checkbox, field } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import type { Visitor } from '../../hub/visitor.js';
import { perform, tickedOr, typedOr } from '../../http/action.js';
import { definePage, type Page } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { id } from '../../http/params.js';

const HOME = 'index#notificationlist';
const QUESTION = 'Mail comes when a build of the package ends or changes its tags, in the tag.';
const params = { notificationID: id('The notification.') };

const create = definePage({
  name: 'notificationcreate',
  params: {},
  answer: (request) =>
    perform(request, {
      token: 'notificationcreate',
      title: 'Ask for mail about builds',
      question: QUESTION,
      button: 'Ask for it',
      fields: (typed) => wishFields(undefined, typed),
      async run(form) {
        const { visitor } = request;
        const user = (await visitor.user())!;
        const wish = await readWish(visitor, form);
        (await visitor.one(hubCall('createNotification', { user_id: user.id, ...wish }))).value();
        return HOME;
      },
    }),
});

const edit = definePage({
  name: 'notificationedit',
  params,
  async answer(request) {
    const { visitor } = request;
    const held = await readHeld(visitor, request.params.notificationID);
    return perform(request, {
      token: `notificationedit ${held.row.id}`,
      title: 'Change for what mail comes',
      question: QUESTION,
      button: 'Save',
      fields: (typed) => wishFields(held, typed),
      async run(form) {
        const wish = await readWish(visitor, form);
        (await visitor.one(hubCall('updateNotification', { id: held.row.id, ...wish }))).value();
        return HOME;
      },
    });
  },
});

const remove = definePage({
  name: 'notificationdelete',
  params,
  async answer(request) {
    const { visitor } = request;
    const { row, package: pkg, tag } = await readHeld(visitor, request.params.notificationID);
    return perform(request, {
      token: `notificationdelete ${row.id}`,
      title: 'Ask for no more mail',
      question: `No more mail about ${pkg ?? 'all packages'} in ${tag ?? 'all tags'}?`,
      button: 'No more mail',
      danger: true,
      async run() {
        (await visitor.one(hubCall('deleteNotification', { id: row.id }))).value();
        return HOME;
      },
    });
  },
});

interface Held {
  readonly row: Plain<Notification>;
  readonly package: string | undefined;
  readonly tag: string | undefined;
}

async function readHeld(visitor: Visitor, notification: number): Promise<Held> {
  const row = (await visitor.one(hubCall('getBuildNotification', { id: notification }))).value();
  if (row === null) throw new PageError(404, `There is no notification ${notification}`);
  const names = await visitor.all({
    package: row.package_id === null ? undefined : hubCall('getPackage', { info: row.package_id }),
    tag: row.tag_id === null ? undefined : hubCall('getTag', { tagInfo: row.tag_id, event: 'auto' }),
  });
  return { row, package: names.package?.optional()?.name, tag: names.tag?.optional()?.name };
}

/* Names are typed: menus of all packages and tags made Koji's page hundreds of kilobytes. */
function wishFields(held: Held | undefined, typed: URLSearchParams): Html {
  const shown = (name: 'package' | 'tag') => {
    const text = typedOr(typed, name, held?.[name]);
    return text === 'all' ? '' : text;
  };
  return html`${field('package', 'Package (empty: all)', shown('package'), { size: 30 })}
  ${field('tag', 'Tag (empty: all)', shown('tag'), { size: 30 })}
  ${checkbox('success_only', 'Only about builds that succeed', tickedOr(typed, 'success_only', held?.row.success_only ?? false))}`;
}

/* Koji's form sends ids, or all. */
async function readWish(visitor: Visitor, form: URLSearchParams) {
  const typed = (name: string) => {
    const given = (form.get(name) ?? '').trim();
    if (given === '' || given === 'all') return undefined;
    return /^\d{1,9}$/.test(given) ? Number(given) : given;
  };
  const [pkg, tag] = [typed('package'), typed('tag')];
  const found = await visitor.all({
    package: pkg === undefined ? undefined : hubCall('getPackage', { info: pkg, strict: true }),
    tag: tag === undefined ? undefined : hubCall('getTag', { tagInfo: tag, strict: true }),
  });
  return {
    package_id: found.package?.value().id ?? null,
    tag_id: found.tag?.value().id ?? null,
    success_only: form.has('success_only'),
  };
}

/** What mail one wants about builds. */
export const notificationActions: readonly Page[] = [create, edit, remove];
