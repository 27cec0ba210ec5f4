import { existsSync, readFileSync } from 'node:fs';
import { configFiles, readIniDocument, type IniDocument, type IniEntry } from '@kojikit/protocol';
import { errorText } from '../../error-facts.js';
import { KOJIRA_OPTIONS, WEB_OPTIONS, type Fates } from '../facts/option-fates.js';
import { at, Findings, type Finding } from '../finding.js';
import { listed } from '../report/words.js';
import { lookAtHttpd } from './httpd.js';
import { lookAtKojiGc } from './koji-gc.js';
import { lookAtKojid } from './kojid.js';

/** Files of Koji's other programs; those left out are not looked at. */
export interface OtherFiles {
  readonly kojira?: string | undefined;
  readonly kojiGc?: string | undefined;
  readonly web?: string | undefined;
  readonly kojid?: string | undefined;
  /** Apache's configuration for the hub: `kojihub.conf`. */
  readonly httpd?: string | undefined;
}

/** Where Koji's packages put them. */
export const USUAL_FILES = {
  kojira: '/etc/kojira/kojira.conf',
  kojiGc: '/etc/koji-gc/koji-gc.conf',
  web: '/etc/kojiweb/web.conf',
  kojid: '/etc/kojid/kojid.conf',
  httpd: '/etc/httpd/conf.d/kojihub.conf',
} satisfies OtherFiles;

/** What the files of Koji's other programs mean for the move. */
export function lookAtOtherFiles(files: OtherFiles): Finding[] {
  const found = new Findings('other files');
  withIni(found, files.kojira, (document) => lookAtFates(found, document, 'kojira', KOJIRA_OPTIONS));
  withIni(found, files.web, (document) => lookAtFates(found, document, 'web', WEB_OPTIONS));
  withIni(found, files.kojiGc, (document) => lookAtKojiGc(found, document));
  withIni(found, files.kojid, (document) => lookAtKojid(found, document));
  withText(found, files.httpd, (text, file) => lookAtHttpd(found, text, file));
  return found.all;
}

function withText(
  found: Findings,
  file: string | undefined,
  look: (text: string, file: string) => void,
): void {
  if (file === undefined) return;
  try {
    look(readFileSync(file, 'utf8'), file);
  } catch (error) {
    found.step(
      `the file cannot be read: ${errorText(error)}`,
      { when: 'before', todo: 'name a file that is there and may be read' },
      at(file),
    );
  }
}

function withIni(found: Findings, file: string | undefined, look: (document: IniDocument) => void): void {
  if (file === undefined) return;
  const files = configFiles(file);
  for (const one of existsSync(file) ? files : [...files, file]) {
    withText(found, one, (text, path) => {
      const document = readIniDocument(text, path);
      for (const { line, message } of document.problems)
        found.step(
          message,
          { when: 'before', todo: 'mend the line: Koji does not read the file with it' },
          at(path, line),
        );
      look(document);
    });
  }
}

function lookAtFates(found: Findings, document: IniDocument, section: string, fates: Fates): void {
  const entries = document.sections.filter(({ name }) => name === section).flatMap((one) => one.entries);
  const dropped: string[] = [];
  for (const entry of entries) {
    const fate = fates[entry.key];
    if (fate === undefined) {
      found.works(
        `${entry.key} is no option of Koji 1.35 and means nothing here either`,
        at(document.file, entry.line),
      );
    } else if (fate.step && fate.here !== undefined)
      tellMove(found, document.file, entry, fate.here, fate.why);
    else if (fate.here === undefined) dropped.push(entry.key);
    else found.works(`${entry.key} is ${fate.here}${reason(fate.why)}`, at(document.file, entry.line));
  }
  if (dropped.length > 0)
    found.works(`nothing takes the place of ${listed(dropped, 30)}: ${WHY[section]}`, at(document.file));
}

const WHY: Readonly<Record<string, string>> = {
  kojira: 'the hub does the work of kojira by itself (docs/migrate.md has each option)',
  web: 'the pages are part of the hub (docs/migrate.md has each option)',
};

function tellMove(
  found: Findings,
  file: string,
  entry: IniEntry,
  here: string,
  why: string | undefined,
): void {
  const [option, ...where] = here.split(' ');
  found.step(
    `${entry.key} is ${here}${reason(why)}`,
    { when: 'configure', todo: `write ${option} = ${entry.value.replaceAll('\n', ' ')} ${where.join(' ')}` },
    at(file, entry.line),
  );
}

const reason = (why: string | undefined) => (why === undefined ? '' : ` (${why})`);
