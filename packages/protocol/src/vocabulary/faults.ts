/** Koji's fault codes, and whose subclass each fault is. */
export const FAULTS = {
  GenericError: { code: 1000, base: undefined },
  LockError: { code: 1001, base: 'GenericError' },
  AuthError: { code: 1002, base: 'GenericError' },
  TagError: { code: 1003, base: 'GenericError' },
  ActionNotAllowed: { code: 1004, base: 'GenericError' },
  BuildError: { code: 1005, base: 'GenericError' },
  AuthLockError: { code: 1006, base: 'AuthError' },
  AuthExpired: { code: 1007, base: 'AuthError' },
  SequenceError: { code: 1008, base: 'AuthError' },
  RetryError: { code: 1009, base: 'AuthError' },
  PreBuildError: { code: 1010, base: 'BuildError' },
  PostBuildError: { code: 1011, base: 'BuildError' },
  BuildrootError: { code: 1012, base: 'BuildError' },
  FunctionDeprecated: { code: 1013, base: 'GenericError' },
  ServerOffline: { code: 1014, base: 'GenericError' },
  LiveCDError: { code: 1015, base: 'GenericError' },
  PluginError: { code: 1016, base: 'GenericError' },
  CallbackError: { code: 1017, base: 'PluginError' },
  ApplianceError: { code: 1018, base: 'GenericError' },
  ParameterError: { code: 1019, base: 'GenericError' },
  ImportError: { code: 1020, base: 'GenericError' },
  ConfigurationError: { code: 1021, base: 'GenericError' },
  LiveMediaError: { code: 1022, base: 'GenericError' },
  GSSAPIAuthError: { code: 1023, base: 'AuthError' },
  NameValidationError: { code: 1024, base: 'GenericError' },
} as const;

/** A name of {@link FAULTS}. */
export type FaultName = keyof typeof FAULTS;

/** The code of errors that Koji has no class for, such as a failed query. */
export const FAULT_DEFAULT_CODE = 1;
