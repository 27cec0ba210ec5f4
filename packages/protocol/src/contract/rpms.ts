import type {
  BuildReference,
  ChangelogEntry,
  ListedRpm,
  Listing,
  Nothing,
  QueryOptions,
  Reference,
  Rpm,
  RpmDependency,
  RpmFile,
  RpmChecksums,
  RpmSignature,
  Seconds,
  Struct,
} from './shapes.js';

/** RPMs, their contents and their signatures. */
export interface RpmsApi {
  getRPM: {
    params: { rpminfo: number | string | Struct; strict?: boolean; multi?: boolean };
    result: Rpm | Rpm[] | null;
    cases: [[{ multi: true }, Rpm[]], [{ rpminfo: unknown; multi?: false }, Rpm | null]];
  };
  listRPMs: {
    params: {
      buildID?: number | null;
      buildrootID?: number | null;
      imageID?: number | null;
      componentBuildrootID?: number | null;
      hostID?: number | null;
      arches?: string | string[] | null;
      queryOpts?: QueryOptions | null;
      draft?: boolean | null;
    };
    result: Listing<ListedRpm>;
  };
  listBuildRPMs: { params: { build: BuildReference }; result: ListedRpm[] };
  getRPMDeps: {
    params: { rpmID: number; depType?: number | null; queryOpts?: QueryOptions | null; strict?: boolean };
    result: Listing<RpmDependency>;
  };
  listRPMFiles: { params: { rpmID: number; queryOpts?: QueryOptions | null }; result: Listing<RpmFile> };
  getRPMFile: {
    params: { rpmID: number; filename: string; strict?: boolean };
    result: Partial<RpmFile> & { rpm_id?: number };
  };
  getRPMHeaders: {
    params: {
      rpmID?: number | string | Struct | null;
      taskID?: number | null;
      filepath?: string | null;
      headers?: string[] | null;
      strict?: boolean;
    };
    result: Struct;
  };
  getRPMChecksums: {
    params: { rpm_id: number; checksum_types?: string[] | null; cacheonly?: boolean };
    result: Record<string, RpmChecksums>;
  };
  getChangelogEntries: {
    params: {
      buildID?: BuildReference | null;
      taskID?: number | null;
      filepath?: string | null;
      author?: string | null;
      before?: Seconds | string | null;
      after?: Seconds | string | null;
      queryOpts?: QueryOptions | null;
      strict?: boolean;
    };
    result: Listing<ChangelogEntry>;
  };
  importRPM: { params: { path: string; basename: string }; result: Struct };
  addExternalRPM: {
    params: { rpminfo: Struct; external_repo: Reference; strict?: boolean };
    result: Nothing;
  };
  /** The signature header is base64 text. */
  addRPMSig: { params: { an_rpm: number | string | Struct; data: string }; result: Nothing };
  deleteRPMSig: {
    params: { rpminfo: number | string | Struct; sigkey?: string | null; all_sigs?: boolean };
    result: Nothing;
  };
  queryRPMSigs: {
    params: {
      rpm_id?: number | string | Struct | null;
      sigkey?: string | null;
      queryOpts?: QueryOptions | null;
    };
    result: Listing<RpmSignature>;
  };
  writeSignedRPM: {
    params: { an_rpm: number | string | Struct; sigkey: string; force?: boolean };
    result: Nothing;
  };
}
