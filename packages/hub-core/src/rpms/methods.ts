import { anyone, hostOnly, permission } from '../auth/access.js';
import { expectText, isTrue, isWholeNumber } from '../rpc/convert.js';
import { wholeListing } from '../query/listing.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { addExternalRpm } from './add-external-rpm.js';
import { addSignature } from './add-signature.js';
import { rpmChecksums } from './checksums.js';
import { changelogEntries } from './changelog-entries.js';
import { deleteSignatures } from './delete-signature.js';
import { findRpm, getRpm, matchingRpms } from './find-rpm.js';
import { listRpms } from './list-rpms.js';
import { readSignatures } from './read-signatures.js';
import { readRpmDependencies } from './rpm-dependencies.js';
import { findRpmFile, listRpmFiles } from './rpm-files.js';
import { readRpmHeaders } from './rpm-headers.js';
import { writeSignedRpm } from './write-signed-rpm.js';

export const rpmsMethods: Method[] = [
  method('getRPM', {
    params: [required('rpminfo'), optional('strict', false), optional('multi', false)],
    access: anyone,
    doc: 'The RPM of this id or name-version-release.arch[@repo]; with `multi` all that may be meant.',
    handler: async (ctx, { rpminfo, strict, multi }) => {
      if (isTrue(multi)) return matchingRpms(ctx, rpminfo);
      return isTrue(strict) ? getRpm(ctx, rpminfo) : ((await findRpm(ctx, rpminfo)) ?? null);
    },
  }),
  method('listRPMs', {
    params: [
      optional('buildID'),
      optional('buildrootID'),
      optional('imageID'),
      optional('componentBuildrootID'),
      optional('hostID'),
      optional('arches'),
      optional('queryOpts'),
      optional('draft'),
    ],
    access: anyone,
    doc: 'The RPMs that fit every given filter: of a build, built or installed in a buildroot, of arches and so on.',
    handler: (ctx, params) =>
      listRpms(
        ctx,
        {
          build: params.buildID,
          buildroot: params.buildrootID,
          image: params.imageID,
          installedIn: params.componentBuildrootID,
          host: params.hostID,
          arches: params.arches,
          draft: params.draft,
        },
        params.queryOpts,
      ),
  }),
  method('listBuildRPMs', {
    params: [required('build')],
    access: anyone,
    doc: 'The RPMs of a build.',
    handler: async (ctx, { build }) => {
      const id = isWholeNumber(build) ? build : await ctx.call('findBuildID', [build], { strict: true });
      return wholeListing(listRpms(ctx, { build: id }));
    },
  }),
  method('addExternalRPM', {
    params: [required('rpminfo'), required('external_repo'), optional('strict', true)],
    access: permission('admin'),
    doc: 'Makes an RPM of an external repo known. Builders do so by themselves.',
    handler: async (ctx, { rpminfo, external_repo: repo, strict }) => {
      await addExternalRpm(ctx, rpminfo, repo, { strict: isTrue(strict) });
      return null;
    },
  }),
  method('getRPMDeps', {
    params: [required('rpmID'), optional('depType'), optional('queryOpts'), optional('strict', false)],
    access: anyone,
    doc: 'What an RPM of a build requires, provides, conflicts with and so on, read from its file.',
    handler: (ctx, { rpmID, depType, queryOpts, strict }) =>
      readRpmDependencies(ctx, rpmID, depType, { strict: isTrue(strict), options: queryOpts }),
  }),
  method('listRPMFiles', {
    params: [required('rpmID'), optional('queryOpts')],
    access: anyone,
    doc: 'The files of an RPM of a build.',
    handler: (ctx, { rpmID, queryOpts }) => listRpmFiles(ctx, rpmID, queryOpts),
  }),
  method('getRPMFile', {
    params: [required('rpmID'), required('filename'), optional('strict', false)],
    access: anyone,
    doc: 'One file of an RPM of a build, by its full name.',
    handler: (ctx, { rpmID, filename, strict }) =>
      findRpmFile(ctx, rpmID, filename, { strict: isTrue(strict) }),
  }),
  method('getRPMHeaders', {
    params: [
      optional('rpmID'),
      optional('taskID'),
      optional('filepath'),
      optional('headers'),
      optional('strict', false),
    ],
    access: anyone,
    doc: "Header fields of an RPM of a build, or of one in a task's output.",
    handler: (ctx, { rpmID: rpm, taskID: task, filepath: path, headers, strict }) =>
      readRpmHeaders(ctx, { rpm, task, path, headers, strict: isTrue(strict) }),
  }),
  method('getChangelogEntries', {
    params: [
      optional('buildID'),
      optional('taskID'),
      optional('filepath'),
      optional('author'),
      optional('before'),
      optional('after'),
      optional('queryOpts'),
      optional('strict', false),
    ],
    access: anyone,
    doc: "The changelog of a build's source RPM, or of one in a task's output.",
    handler: (ctx, { buildID: build, taskID: task, filepath: path, strict, queryOpts, ...filter }) =>
      changelogEntries(ctx, { ...filter, build, task, path, strict: isTrue(strict) }, queryOpts),
  }),
  method('queryRPMSigs', {
    params: [optional('rpm_id'), optional('sigkey'), optional('queryOpts')],
    access: anyone,
    doc: 'The signatures that are kept of an RPM, of a key, or all.',
    handler: (ctx, { rpm_id: rpm, sigkey: key, queryOpts }) => readSignatures(ctx, { rpm, key }, queryOpts),
  }),
  method('addRPMSig', {
    params: [required('an_rpm'), required('data')],
    access: permission('sign'),
    doc: 'Keeps a signature header of an RPM, given as base64 text.',
    handler: async (ctx, { an_rpm: rpm, data }) => {
      const given = data as unknown;
      const header =
        given instanceof Uint8Array ? Buffer.from(given) : Buffer.from(expectText(given), 'base64');
      await addSignature(ctx, rpm, header);
      return null;
    },
  }),
  method('deleteRPMSig', {
    params: [required('rpminfo'), optional('sigkey'), optional('all_sigs', false)],
    access: permission('admin'),
    doc: 'Forgets a signature of an RPM, or all of them. Only for emergencies: builds are meant to stay as they are.',
    handler: async (ctx, { rpminfo, sigkey: key, all_sigs: all }) => {
      await deleteSignatures(ctx, rpminfo, { key, all: isTrue(all) });
      return null;
    },
  }),
  method('getRPMChecksums', {
    params: [required('rpm_id'), optional('checksum_types'), optional('cacheonly', false)],
    access: anyone,
    doc: 'The checksums of an RPM, unsigned and with each signature. With `cacheonly` nil for what is not known yet.',
    handler: (ctx, { rpm_id: id, checksum_types: types, cacheonly }) =>
      rpmChecksums(ctx, id, { types, cacheOnly: isTrue(cacheonly) }),
  }),
  method('writeSignedRPM', {
    params: [required('an_rpm'), required('sigkey'), optional('force', false)],
    access: permission('sign'),
    doc: 'Writes a copy of an RPM with one of its kept signatures.',
    handler: async (ctx, { an_rpm: rpm, sigkey, force }) => {
      await writeSignedRpm(ctx, rpm, sigkey, { force: isTrue(force) });
      return null;
    },
  }),
  method('host.writeSignedRPM', {
    params: [required('an_rpm'), required('sigkey'), optional('force', false)],
    // Koji asks for nothing here. Only builders have a reason to call this, so it is theirs.
    access: hostOnly,
    doc: 'Writes a copy of an RPM with one of its kept signatures, for a builder that makes a dist repo.',
    handler: async (ctx, { an_rpm: rpm, sigkey, force }) => {
      await writeSignedRpm(ctx, rpm, sigkey, { force: isTrue(force) });
      return null;
    },
  }),
];
