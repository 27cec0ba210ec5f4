import { anyone, hostOnly, permission } from '../auth/access.js';
import { findBuildId } from '../builds/index.js';
import { wholeListing } from '../query/listing.js';
import { queryOptions, rowOptions } from '../query/readers/query-options.js';
import {
  buildRef,
  comparedInteger,
  filter,
  flag,
  later,
  nameOrId,
  truth,
  unlessEmpty,
  wireValue,
} from '../readers/index.js';
import { isWholeNumber } from '../rpc/convert.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { addExternalRpm } from './add-external-rpm.js';
import { addSignature } from './add-signature.js';
import { rpmChecksums } from './checksums.js';
import { changelogEntries } from './changelog-entries.js';
import { deleteSignatures } from './delete-signature.js';
import { findRpm, getRpm, matchingRpms } from './find-rpm.js';
import { listRpms } from './list-rpms.js';
import { readSignatures } from './read-signatures.js';
import { archFilter } from './readers/arch-filter.js';
import { changelogTime } from './readers/changelog-time.js';
import { checksumNames, rpmId } from './readers/checksum-names.js';
import { dependencyKind } from './readers/dependency-kind.js';
import { externalRpm } from './readers/external-rpm.js';
import { rpmRef } from './readers/rpm-ref.js';
import { headerNames, signatureHeader, signingKey, writtenKey } from './readers/signing-key.js';
import { pathOfFile, taskOfFile } from './readers/task-file.js';
import { readRpmDependencies } from './rpm-dependencies.js';
import { findRpmFile, listRpmFiles } from './rpm-files.js';
import { readRpmHeaders } from './rpm-headers.js';
import { writeSignedRpm } from './write-signed-rpm.js';

export const rpmsMethods: Method[] = [
  method('getRPM', {
    params: { rpminfo: rpmRef, strict: flag(false), multi: flag(false) },
    access: anyone,
    doc: 'The RPM of this id or name-version-release.arch[@repo]; with `multi` all that may be meant.',
    looksUp: true,
    keepable: true,
    handler: async (ctx, { rpminfo, strict, multi }) => {
      if (multi) return matchingRpms(ctx, rpminfo);
      return strict ? getRpm(ctx, rpminfo) : ((await findRpm(ctx, rpminfo)) ?? null);
    },
  }),
  method('listRPMs', {
    params: {
      buildID: filter(comparedInteger),
      buildrootID: filter(comparedInteger),
      imageID: filter(comparedInteger),
      componentBuildrootID: filter(comparedInteger),
      hostID: filter(comparedInteger),
      arches: filter(archFilter),
      queryOpts: optional(queryOptions),
      draft: filter(truth),
    },
    access: anyone,
    doc: 'The RPMs that fit every given filter: of a build, built or installed in a buildroot, of arches and so on.',
    keepable: true,
    looksUp: true,
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
    params: { build: buildRef },
    access: anyone,
    doc: 'The RPMs of a build.',
    keepable: true,
    handler: async (ctx, { build }) => {
      const id = isWholeNumber(build) ? Number(build) : await findBuildId(ctx, build, { strict: true });
      return wholeListing(listRpms(ctx, { build: id }));
    },
  }),
  method('addExternalRPM', {
    params: { rpminfo: externalRpm, external_repo: nameOrId, strict: flag(true) },
    access: permission('admin'),
    doc: 'Makes an RPM of an external repo known. Builders do so by themselves.',
    handler: async (ctx, { rpminfo, external_repo: repo, strict }) => {
      await addExternalRpm(ctx, rpminfo, repo, { strict });
      return null;
    },
  }),
  method('getRPMDeps', {
    params: {
      rpmID: rpmRef,
      depType: filter(dependencyKind),
      queryOpts: optional(rowOptions),
      strict: flag(false),
    },
    access: anyone,
    doc: 'What an RPM of a build requires, provides, conflicts with and so on, read from its file.',
    handler: (ctx, { rpmID, depType, queryOpts, strict }) =>
      readRpmDependencies(ctx, rpmID, depType, { strict, options: queryOpts }),
  }),
  method('listRPMFiles', {
    params: { rpmID: rpmRef, queryOpts: optional(rowOptions) },
    access: anyone,
    doc: 'The files of an RPM of a build.',
    handler: (ctx, { rpmID, queryOpts }) => listRpmFiles(ctx, rpmID, queryOpts),
  }),
  method('getRPMFile', {
    params: { rpmID: rpmRef, filename: wireValue, strict: flag(false) },
    access: anyone,
    doc: 'One file of an RPM of a build, by its full name.',
    handler: (ctx, { rpmID, filename, strict }) => findRpmFile(ctx, rpmID, filename, { strict }),
  }),
  method('getRPMHeaders', {
    params: {
      rpmID: optional(unlessEmpty(rpmRef)),
      taskID: taskOfFile,
      filepath: pathOfFile,
      headers: optional(later(headerNames)),
      strict: flag(false),
    },
    access: anyone,
    doc: "Header fields of an RPM of a build, or of one in a task's output.",
    handler: (ctx, { rpmID: rpm, taskID: task, filepath: path, headers, strict }) =>
      readRpmHeaders(ctx, { rpm, task, path, headers, strict }),
  }),
  method('getChangelogEntries', {
    params: {
      buildID: optional(unlessEmpty(buildRef)),
      taskID: taskOfFile,
      filepath: pathOfFile,
      author: optional(unlessEmpty(wireValue)),
      before: optional(later(changelogTime('before')), null),
      after: optional(later(changelogTime('after')), null),
      queryOpts: optional(rowOptions),
      strict: flag(false),
    },
    access: anyone,
    doc: "The changelog of a build's source RPM, or of one in a task's output.",
    handler: (ctx, { buildID: build, taskID: task, filepath: path, strict, queryOpts, ...filter }) =>
      changelogEntries(ctx, { ...filter, build, task, path, strict }, queryOpts),
  }),
  method('queryRPMSigs', {
    params: { rpm_id: optional(rpmRef), sigkey: optional(signingKey), queryOpts: optional(queryOptions) },
    access: anyone,
    doc: 'The signatures that are kept of an RPM, of a key, or all.',
    keepable: true,
    looksUp: true,
    handler: (ctx, { rpm_id: rpm, sigkey: key, queryOpts }) => readSignatures(ctx, { rpm, key }, queryOpts),
  }),
  method('addRPMSig', {
    params: { an_rpm: rpmRef, data: signatureHeader },
    access: permission('sign'),
    doc: 'Keeps a signature header of an RPM, given as base64 text.',
    handler: async (ctx, { an_rpm: rpm, data }) => {
      await addSignature(ctx, rpm, data);
      return null;
    },
  }),
  method('deleteRPMSig', {
    params: {
      rpminfo: rpmRef,
      sigkey: optional(later(unlessEmpty(signingKey)), null),
      all_sigs: flag(false),
    },
    access: permission('admin'),
    doc: 'Forgets a signature of an RPM, or all of them. Only for emergencies: builds are meant to stay as they are.',
    handler: async (ctx, { rpminfo, sigkey: key, all_sigs: all }) => {
      await deleteSignatures(ctx, rpminfo, all ? 'all' : key());
      return null;
    },
  }),
  method('getRPMChecksums', {
    params: { rpm_id: rpmId, checksum_types: optional(checksumNames), cacheonly: flag(false) },
    access: anyone,
    doc: 'The checksums of an RPM, unsigned and with each signature. With `cacheonly` nil for what is not known yet.',
    handler: (ctx, { rpm_id: id, checksum_types: types, cacheonly }) =>
      rpmChecksums(ctx, id, { types, cacheOnly: cacheonly }),
  }),
  method('writeSignedRPM', {
    params: { an_rpm: rpmRef, sigkey: writtenKey, force: flag(false) },
    access: permission('sign'),
    doc: 'Writes a copy of an RPM with one of its kept signatures.',
    handler: async (ctx, { an_rpm: rpm, sigkey, force }) => {
      await writeSignedRpm(ctx, rpm, sigkey, { force });
      return null;
    },
  }),
  method('host.writeSignedRPM', {
    params: { an_rpm: rpmRef, sigkey: writtenKey, force: flag(false) },
    // Koji asks for nothing here. Only builders have a reason to call this, so it is theirs.
    access: hostOnly,
    doc: 'Writes a copy of an RPM with one of its kept signatures, for a builder that makes a dist repo.',
    handler: async (ctx, { an_rpm: rpm, sigkey, force }) => {
      await writeSignedRpm(ctx, rpm, sigkey, { force });
      return null;
    },
  }),
];
