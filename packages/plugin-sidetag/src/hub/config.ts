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
  /** Remove a side tag when its last build is untagged. */
  remove_empty: flag.default(false),
  /** Suffixes that a side tag may be asked for with, separated by commas. */
  allowed_suffixes: commaList.default([]),
  /** How side tags are called: `{basetag}` and `{tag_id}` are filled in. */
  name_template: nameTemplate.default(() => parseNameTemplate('{basetag}-side-{tag_id}')),
  /** Ask for a repo of the new tag at once. */
  trigger_new_repo: flag.default(false),
  /** How long a side tag lives whose maker wishes nothing. */
  expires: lifetime.default(null),
  /** How long from now a side tag may be kept by who does not hold `sidetag_admin`. */
  max_expires: lifetime.default(null),
});

/* Names and defaults of the rules are those of Koji's clean-up tool. */
const cleanup = z.strictObject({
  /** Remove empty, old and inactive side tags. Expired ones are removed in any case. */
  enabled: flag.default(false),
  /** Remove nothing, log what would be removed. */
  test: flag.default(false),
  clean_empty: flag.default(true),
  empty_delay: delay.default(DAY),
  clean_old: flag.default(true),
  old_delay: delay.default(30 * DAY),
  clean_inactive: flag.default(true),
  inactive_delay: delay.default(10 * DAY),
  /** Patterns of names that are never removed. */
  ignore_tags: wordList.default([]),
  /** How long before its removal that of a side tag is announced. */
  warn_before: delay.default(2 * DAY),
  /** The account that removes, made when there is none. */
  user: z.string().min(1).default('sidetag-cleanup'),
});

/** `plugins/sidetag.conf`. Everything may be left out. */
export const sidetagConfig = z.strictObject({
  sidetag: options.prefault({}),
  cleanup: cleanup.prefault({}),
  mail: mailOptions.prefault({}),
});

export type SidetagConfig = z.infer<typeof sidetagConfig>;
