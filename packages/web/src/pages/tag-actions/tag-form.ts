import { hubCall, type Permission, type Plain, type Tag } from '@kojikit/protocol';
import { checkbox, field, select } from '../../html/fields.js';
import { html, type Html } from '../../html/html.js';
import { tickedOr, typedOr } from '../../http/action.js';
import { PageError } from '../../http/page-error.js';

/** The questions whose answers the form of a tag needs. */
export const askTagForm = () => ({ permissions: hubCall('getAllPerms'), maven: hubCall('mavenEnabled') });

export interface TagForm {
  readonly permissions: readonly Plain<Permission>[];
  /** Whether the hub knows of Maven. */
  readonly maven: boolean;
  /** The tag as it is; none for one that is to be made. */
  readonly tag?: Plain<Tag>;
}

/** The fields of a tag; names of fields and of their values are those of Koji's form. */
export function tagFields({ permissions, maven, tag }: TagForm, typed: URLSearchParams): Html {
  const names = Object.fromEntries(permissions.map(({ id, name }) => [String(id), name]));
  const ids = permissions.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ id }) => String(id));
  return html`${field('name', 'Name', typedOr(typed, 'name', tag?.name), { size: 30, required: true })}
  ${field('arches', 'Arches, with blanks between', typedOr(typed, 'arches', tag?.arches), { size: 30 })}
  ${checkbox('locked', 'Locked: nothing may be tagged or untagged', tickedOr(typed, 'locked', tag?.locked ?? false))}
  ${select('permission', 'Permission that is needed to change what is in it', ['none', ...ids], typedOr(typed, 'permission', tag?.perm_id ?? 'none'), names)}
  ${
    maven &&
    html`${checkbox('maven_support', 'Maven support', tickedOr(typed, 'maven_support', tag?.maven_support ?? false))}
    ${checkbox('maven_include_all', 'All Maven builds', tickedOr(typed, 'maven_include_all', tag?.maven_include_all ?? false))}`
  }`;
}

/** What was typed in the fields of a tag. Throws PageError 400 for a permission that is none. */
export function readTagForm(form: URLSearchParams, maven: boolean) {
  const permission = form.get('permission') ?? 'none';
  if (!/^(none|\d{1,9})$/.test(permission))
    throw new PageError(400, `permission is none or a number, not “${permission}”`);
  return {
    name: (form.get('name') ?? '').trim(),
    arches: (form.get('arches') ?? '').trim(),
    locked: form.has('locked'),
    perm: permission === 'none' ? null : Number(permission),
    ...(maven && {
      maven_support: form.has('maven_support'),
      maven_include_all: form.has('maven_include_all'),
    }),
  };
}
