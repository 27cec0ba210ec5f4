import { type ArchiveFile, hubCall, type Plain, RPM_FILE_FLAGS, type RpmFile } from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';
import { PageError } from '../../http/page-error.js';
import { definePage } from '../../http/page.js';
import { integer, requiredText } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';
import { archiveLink, rpmLink } from '../../html/links.js';
import { bytes, facts, moment } from '../../html/parts.js';
import { modeText } from './mode-text.js';

interface FileModel {
  readonly file: Plain<Partial<RpmFile> & Partial<ArchiveFile>>;
  readonly holder: Html;
}

/** A file in an RPM or an archive. */
export const fileinfoPage = definePage({
  name: 'fileinfo',
  params: {
    filename: requiredText('The file, as it is called in the RPM or archive.'),
    rpmID: integer(0, 'The RPM; it counts before the archive.'),
    archiveID: integer(0, 'The archive.'),
  },
  async answer({ params, visitor }) {
    const { filename } = params;
    const { file, holder } = await read(visitor, params);
    return {
      title: `${filename} | File`,
      headline: html`File ${filename}`,
      section: 'builds',
      body: facts([
        ['In', holder],
        ['Name', file.name],
        ['Digest', file.digest && html`<code>${file.digest_algo} ${file.digest}</code>`],
        ['Size', file.size !== undefined && `${bytes(file.size)} (${file.size} bytes)`],
        ['Changed', moment(file.mtime)],
        ['User', file.user],
        ['Group', file.group],
        ['Mode', file.mode !== undefined && html`<code>${modeText(file.mode)}</code>`],
        ['Flags', file.flags !== undefined && flagNames(file.flags)],
      ]),
    };
  },
});

interface Wanted {
  readonly filename: string;
  readonly rpmID: number;
  readonly archiveID: number;
}

const LARGEST_ID = 0x7fffffff;

async function read(visitor: Visitor, { filename, rpmID, archiveID }: Wanted): Promise<FileModel> {
  if (rpmID === 0 && archiveID === 0)
    throw new PageError(400, 'The address lacks rpmID or archiveID, a number');
  const number = rpmID || archiveID;
  if (number < 0 || number > LARGEST_ID)
    throw new PageError(404, `There is nothing with the number ${number}`);
  if (rpmID !== 0) {
    const { rpm, file } = await visitor.all({
      rpm: hubCall('getRPM', { rpminfo: rpmID, strict: true }),
      file: hubCall('getRPMFile', { rpmID, filename }),
    });
    const { id, name, version, release, arch } = rpm.value()!;
    const nvra = `${name}-${version}-${release}.${arch}`;
    const found = file.value();
    if (found.name === undefined) throw new PageError(404, `There is no file ${filename} in ${nvra}`);
    return { file: found, holder: html`RPM ${rpmLink(id, nvra)}` };
  }
  const { archive, file } = await visitor.all({
    archive: hubCall('getArchive', { archive_id: archiveID, strict: true }),
    file: hubCall('getArchiveFile', { archive_id: archiveID, filename }),
  });
  const { id, filename: name } = archive.value()!;
  const found = file.value();
  if (found === null) throw new PageError(404, `There is no file ${filename} in ${name}`);
  return { file: found, holder: html`archive ${archiveLink(id, name)}` };
}

function flagNames(flags: number): string {
  return Object.entries(RPM_FILE_FLAGS)
    .filter(([, bit]) => flags & bit)
    .map(([name]) => name.toLowerCase())
    .join(', ');
}
