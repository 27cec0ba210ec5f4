import { z } from 'zod';
import { parseDuration } from '../duration.js';
import { parseNameTemplate } from './name-template.js';

const TRUE_WORDS = new Set(['1', 'yes', 'true', 'on']);
const FALSE_WORDS = new Set(['0', 'no', 'false', 'off']);

const boolean = z.string().transform((text, check) => {
  const word = text.toLowerCase();
  if (TRUE_WORDS.has(word)) return true;
  if (!FALSE_WORDS.has(word)) check.addIssue(`"${text}" is neither yes nor no`);
  return false;
});

const nameTemplate = z.string().transform((text, check) => {
  try {
    return parseNameTemplate(text);
  } catch (error) {
    check.addIssue((error as Error).message);
    return z.NEVER;
  }
});

const lifetime = z.string().transform((text, check) => {
  try {
    return parseDuration(text);
  } catch (error) {
    check.addIssue((error as Error).message);
    return z.NEVER;
  }
});

const delay = lifetime.transform((seconds, check) => {
  if (seconds === null) check.addIssue('"never" is said with the switch of the rule');
  return seconds ?? z.NEVER;
});

const DAY = 86_400;

/* Koji's clean-up tool has its patterns in an option that is repeated. */
const patterns = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));

const options = z.object({
  /** Remove a side tag when its last build is untagged. */
  remove_empty: boolean.default(false),
  /** Suffixes that a side tag may be asked for with, separated by commas. */
  allowed_suffixes: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((suffix) => suffix.trim())
        .filter((suffix) => suffix !== ''),
    ),
  /** How side tags are called: `{basetag}` and `{tag_id}` are filled in. */
  name_template: nameTemplate.default(() => parseNameTemplate('{basetag}-side-{tag_id}')),
  /** Ask for a repo of the new tag at once. */
  trigger_new_repo: boolean.default(false),
  /** How long a side tag lives whose maker wishes nothing. */
  expires: lifetime.default(null),
  /** How long from now a side tag may be kept by who does not hold `sidetag_admin`. */
  max_expires: lifetime.default(null),
});

/* Names and defaults of the rules are those of Koji's clean-up tool. */
const cleanup = z.object({
  /** Remove empty, old and inactive side tags. Expired ones are removed in any case. */
  enabled: boolean.default(false),
  /** Remove nothing, log what would be removed. */
  test: boolean.default(false),
  clean_empty: boolean.default(true),
  empty_delay: delay.default(DAY),
  clean_old: boolean.default(true),
  old_delay: delay.default(30 * DAY),
  clean_inactive: boolean.default(true),
  inactive_delay: delay.default(10 * DAY),
  /** Patterns of names that are never removed. */
  ignore_tags: patterns.default([]),
  /** How long before its removal that of a side tag is announced. */
  warn_before: delay.default(2 * DAY),
  /** The account that removes, made when there is none. */
  user: z.string().min(1).default('sidetag-cleanup'),
});

/** `plugins/sidetag.conf`. Everything may be left out. */
export const sidetagConfig = z.object({ sidetag: options.prefault({}), cleanup: cleanup.prefault({}) });

export type SidetagConfig = z.infer<typeof sidetagConfig>;
