import { boolean, reference, serial, text, varchar } from '../../schema/columns.js';
import { historyColumns, historyRules } from '../../schema/history.js';
import { table } from '../../schema/table.js';

/** Groups of packages per tag: what is installed into build roots, and comps. */
export const groupTables = [
  table('groups', { id: serial(), name: varchar(50, { unique: true }) }),
  table(
    'group_config',
    {
      group_id: reference('groups'),
      tag_id: reference('tag'),
      blocked: boolean({ default: false }),
      exported: boolean({ nullable: true, default: true }),
      display_name: text(),
      is_default: boolean({ nullable: true }),
      uservisible: boolean({ nullable: true }),
      description: text({ nullable: true }),
      langonly: text({ nullable: true }),
      biarchonly: boolean({ nullable: true }),
      ...historyColumns,
    },
    historyRules(['group_id', 'tag_id']),
  ),
  table(
    'group_req_listing',
    {
      group_id: reference('groups'),
      tag_id: reference('tag'),
      req_id: reference('groups'),
      blocked: boolean({ default: false }),
      type: varchar(25, { nullable: true }),
      is_metapkg: boolean({ default: false }),
      ...historyColumns,
    },
    historyRules(['group_id', 'tag_id', 'req_id']),
  ),
  // `package` is the name of an RPM, not of a package.
  table(
    'group_package_listing',
    {
      group_id: reference('groups'),
      tag_id: reference('tag'),
      package: text(),
      blocked: boolean({ default: false }),
      type: varchar(25),
      basearchonly: boolean({ nullable: true }),
      requires: text({ nullable: true }),
      ...historyColumns,
    },
    historyRules(['group_id', 'tag_id', 'package']),
  ),
];
