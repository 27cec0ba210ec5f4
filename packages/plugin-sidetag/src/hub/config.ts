import { commaList, flag, readWith, wordList } from '@kojikit/hub-core/plugin';
import { z } from 'zod';
import { parseDuration } from '../duration.js';
import { mailOptions } from './mail/mail-config.js';
import { parseNameTemplate } from './name-template.js';

const nameTemplate = readWith(parseNameTemplate);
const lifetime = readWith(parseDuration);

const delay = lifetime.transform((seconds, check) => {
  if (seconds === null) check.addIssue('"never" is said with the switch of the rule');
  return seconds ?? z.NEVER;
});

const DAY = 86_400;

const options = z.strictObject({
  remove_empty: flag.default(false).meta({
    description: 'Remove a side tag when its last build is untagged.',
  }),
  allowed_suffixes: commaList.default([]).meta({
    description: 'Suffixes that a side tag may be asked for with, by commas.',
    example: 'rebuild, perl',
  }),
  name_template: nameTemplate
    .default(() => parseNameTemplate('{basetag}-side-{tag_id}'))
    .meta({
      description: 'How side tags are called: `{basetag}` and `{tag_id}` are filled in.',
      default: '{basetag}-side-{tag_id}',
    }),
  trigger_new_repo: flag.default(false).meta({ description: 'Ask for a repo of the new tag at once.' }),
  expires: lifetime.default(null).meta({
    description: 'How long a side tag lives whose maker wishes nothing.',
    unit: 'duration',
    default: 'never',
    example: '30d',
  }),
  max_expires: lifetime.default(null).meta({
    description: 'How long from now a side tag may be kept by who does not hold `sidetag_admin`.',
    unit: 'duration',
    default: 'never',
    example: '90d',
  }),
});

/* Names and defaults of the rules are those of Koji's clean-up tool. */
const cleanup = z.strictObject({
  enabled: flag.default(false).meta({
    description: 'Remove empty, old and inactive side tags. Expired ones are removed in any case.',
  }),
  test: flag.default(false).meta({ description: 'Remove nothing, log what would be removed.' }),
  clean_empty: flag.default(true).meta({ description: 'Remove side tags without builds.' }),
  empty_delay: delay.default(DAY).meta({
    description: 'Age at which a side tag without builds is removed.',
    unit: 'duration',
    default: '1d',
  }),
  clean_old: flag.default(true).meta({ description: 'Remove old side tags.' }),
  old_delay: delay.default(30 * DAY).meta({
    description: 'Age at which any side tag is old.',
    unit: 'duration',
    default: '30d',
  }),
  clean_inactive: flag.default(true).meta({ description: 'Remove side tags in which nothing happens.' }),
  inactive_delay: delay.default(10 * DAY).meta({
    description: 'How long nothing was tagged or untagged in a side tag that is inactive.',
    unit: 'duration',
    default: '10d',
  }),
  ignore_tags: wordList.default([]).meta({
    description: 'Patterns of names, by white space, that are never removed.',
    example: 'f*-perl *-keep',
  }),
  warn_before: delay.default(2 * DAY).meta({
    description: 'How long before its removal that of a side tag is announced.',
    unit: 'duration',
    default: '2d',
  }),
  user: z.string().min(1).default('sidetag-cleanup').meta({
    description: 'The account that removes, made when there is none.',
  }),
});

/** `plugins/sidetag.conf`. Everything may be left out. */
export const sidetagConfig = z.strictObject({
  sidetag: options.prefault({}),
  cleanup: cleanup.prefault({}),
  mail: mailOptions.prefault({}),
});

export type SidetagConfig = z.infer<typeof sidetagConfig>;
