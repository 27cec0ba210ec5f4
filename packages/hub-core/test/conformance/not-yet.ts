/** Methods of Koji's that the hub lacks so far: they belong to real builds, imports and archives. */
export const notYet: readonly string[] = ['CGImport', 'getArchiveFile', 'listArchiveFiles'];
