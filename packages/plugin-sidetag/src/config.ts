import { z } from 'zod';
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

const options = z.object({
  /** Remove a side tag with its last build. Not built yet, so it may only be off. */
  remove_empty: boolean
    .default(false)
    .refine((on) => !on, 'side tags are not removed yet when their last build goes: leave this off'),
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
});

/** `plugins/sidetag.conf`. All options stand in `[sidetag]` and may be left out. */
export const sidetagConfig = z.object({ sidetag: options.prefault({}) });

export type SidetagConfig = z.infer<typeof sidetagConfig>;
