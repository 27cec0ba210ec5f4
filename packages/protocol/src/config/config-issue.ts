import type { IniDocument } from './ini-document.js';
import type { ConfigProblem } from './problem.js';

/** What a schema has to say of a value; issues of zod have this form. */
export interface ConfigIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** `whole` is ours: the message names section and option by itself. */
  readonly code?: string;
  /** With the code `unrecognized_keys`: names at this path that are not known. */
  readonly keys?: readonly string[];
}

/**
 * The problems that one of a schema's complaints stands for, each where its section or option is. A path is section, then
 * key; a complaint about names that are not known stands for one problem per name.
 */
export function problemsOfIssue(source: IniDocument, issue: ConfigIssue): ConfigProblem[] {
  const [sectionName, key] = issue.path.map(String);
  const section = source.sections.find(({ name }) => name === sectionName);
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((unknown) => {
      if (sectionName !== undefined) {
        const entry = section?.entries.find((candidate) => candidate.key === unknown);
        return {
          file: source.file,
          line: entry?.line ?? section?.line,
          message: `unknown option ${unknown} in [${sectionName}]`,
        };
      }
      const line = source.sections.find(({ name }) => name === unknown)?.line;
      return { file: source.file, line, message: `unknown section [${unknown}]` };
    });
  }
  const entry = section?.entries.find((candidate) => candidate.key === key);
  const what = [sectionName && `[${sectionName}]`, key].filter(Boolean).join(' ');
  const message = what === '' || issue.code === 'whole' ? issue.message : `${what}: ${issue.message}`;
  return [{ file: source.file, line: entry?.line ?? section?.line, message }];
}
