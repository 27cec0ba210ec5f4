import { DateTime } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { changelogLines } from './changelog-lines.js';

const entry = { author: 'Dev <dev@example.com> - 1-1', date_ts: 0, text: '- one\n  and more\n- two' };

it.each(['2021-03-03 12:00:00', new DateTime('20210303T12:00:00')])(
  'a changelog is written as in a spec file (%s)',
  (date) => {
    expect(changelogLines([{ ...entry, date }])).toEqual([
      '* Wed Mar 03 2021 Dev <dev@example.com> - 1-1',
      '- one',
      '  and more',
      '- two',
      '',
    ]);
  },
);
