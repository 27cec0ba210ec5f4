import { defineHubPlugin } from '@kojikit/hub-core/plugin';
import { type Area, HOSTILE } from './area.js';

/** A plugin whose panels are hostile in all they show. */
export const hostilePlugin = defineHubPlugin({
  name: 'hostile',
  panels: (['task', 'tag', 'user', 'admin'] as const).map((on) => ({
    name: `hostile-${on}`,
    on,
    read: async () => [
      {
        title: HOSTILE,
        note: HOSTILE,
        facts: [{ label: HOSTILE, text: HOSTILE.repeat(9), link: `javascript:${HOSTILE}` }],
        code: HOSTILE,
        table: {
          columns: ['One', HOSTILE],
          rows: [1, 2].map((row) => ({
            cells: [`row ${row}`, HOSTILE],
            actions: [{ name: 'eat', label: 'Eat', value: HOSTILE, danger: true }],
          })),
        },
        actions: [
          { name: 'say', label: HOSTILE, input: HOSTILE },
          { name: 'choose', label: HOSTILE, tick: HOSTILE },
        ],
      },
    ],
    actions: { eat: async () => undefined },
  })),
});

export const panelsArea: Area = async () => [
  'panelaction?panel=hostile-admin&action=eat&id=0&place=admin',
  'admin',
];
