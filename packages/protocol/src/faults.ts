import { FAULTS, type FaultName } from './vocabulary/faults.js';

/**
 * An error with a fault code, as it goes over the wire. Compare with `isFault`, not with instanceof: two copies of this
 * package may be loaded.
 */
export class KojiFault extends Error {
  /** The number on the wire; `FAULT_DEFAULT_CODE` for errors that Koji has no class for. */
  readonly code: number;
  /** The class name in Koji, or `Fault` for a code that Koji has no class for. */
  readonly faultName: string;

  constructor(code: number, faultName: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.faultName = faultName;
    this.name = faultName;
  }
}

/** A class of faults: what is thrown, and what it is on the wire. */
export interface FaultConstructor {
  new (message?: string, options?: ErrorOptions): KojiFault;
  readonly code: number;
  readonly faultName: string;
}

function fault(faultName: FaultName): FaultConstructor {
  return faultClass(FAULTS[faultName].code, faultName);
}

function faultClass(code: number, faultName: string): FaultConstructor {
  return class extends KojiFault {
    static readonly code = code;
    static readonly faultName = faultName;

    constructor(message = '', options?: ErrorOptions) {
      super(code, faultName, message, options);
    }
  };
}

export class GenericError extends fault('GenericError') {}
export class LockError extends fault('LockError') {}
export class AuthError extends fault('AuthError') {}
export class TagError extends fault('TagError') {}
export class ActionNotAllowed extends fault('ActionNotAllowed') {}
export class BuildError extends fault('BuildError') {}
export class AuthLockError extends fault('AuthLockError') {}
export class AuthExpired extends fault('AuthExpired') {}
export class SequenceError extends fault('SequenceError') {}
export class RetryError extends fault('RetryError') {}
export class PreBuildError extends fault('PreBuildError') {}
export class PostBuildError extends fault('PostBuildError') {}
export class BuildrootError extends fault('BuildrootError') {}
export class FunctionDeprecated extends fault('FunctionDeprecated') {}
export class ServerOffline extends fault('ServerOffline') {}
export class LiveCDError extends fault('LiveCDError') {}
export class PluginError extends fault('PluginError') {}
export class CallbackError extends fault('CallbackError') {}
export class ApplianceError extends fault('ApplianceError') {}
export class ParameterError extends fault('ParameterError') {}
export class ImportError extends fault('ImportError') {}
export class ConfigurationError extends fault('ConfigurationError') {}
export class LiveMediaError extends fault('LiveMediaError') {}
export class GSSAPIAuthError extends fault('GSSAPIAuthError') {}
export class NameValidationError extends fault('NameValidationError') {}

const CLASSES: Readonly<Record<FaultName, FaultConstructor>> = {
  GenericError,
  LockError,
  AuthError,
  TagError,
  ActionNotAllowed,
  BuildError,
  AuthLockError,
  AuthExpired,
  SequenceError,
  RetryError,
  PreBuildError,
  PostBuildError,
  BuildrootError,
  FunctionDeprecated,
  ServerOffline,
  LiveCDError,
  PluginError,
  CallbackError,
  ApplianceError,
  ParameterError,
  ImportError,
  ConfigurationError,
  LiveMediaError,
  GSSAPIAuthError,
  NameValidationError,
};

const NAME_BY_CODE = new Map<number, FaultName>(
  (Object.keys(FAULTS) as FaultName[]).map((name) => [FAULTS[name].code, name]),
);

/** The class for a code of the wire. A code that Koji has no class for gets a class with that code and the name `Fault`. */
export function faultByCode(code: number): FaultConstructor {
  const name = NAME_BY_CODE.get(code);
  return name === undefined ? faultClass(code, 'Fault') : CLASSES[name];
}

/** The error for a code and a text of the wire. */
export function faultFromCode(code: number, message: string, options?: ErrorOptions): KojiFault {
  return new (faultByCode(code))(message, options);
}

/** Whether an error has a fault code at all. */
export function isKojiFault(error: unknown): error is KojiFault {
  return (
    error instanceof Error &&
    typeof (error as Partial<KojiFault>).code === 'number' &&
    typeof (error as Partial<KojiFault>).faultName === 'string'
  );
}

/**
 * Whether an error is a fault of this class or one of its subclasses, by code: a PreBuildError is a BuildError and a
 * GenericError. A fault with a code that Koji has no class for counts as a GenericError.
 */
export function isFault(error: unknown, name: FaultName): error is KojiFault {
  if (!isKojiFault(error)) return false;
  let current: FaultName | undefined = NAME_BY_CODE.get(error.code) ?? 'GenericError';
  while (current !== undefined) {
    if (current === name) return true;
    current = FAULTS[current].base;
  }
  return false;
}
