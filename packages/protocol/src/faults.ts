import { FAULTS, type FaultName } from './vocabulary/faults.js';

/**
 * An error with a fault code, as it goes over the wire. `instanceof` and `isFault` tell the same of it: both go by the code,
 * since two copies of this package may be loaded.
 */
export class KojiFault extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return this === KojiFault ? isKojiFault(value) : isOwnInstance(this, value);
  }

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

/* What instanceof says of a class by itself; a subclass that somebody makes of ours is such a class. */
function isOwnInstance(Class: typeof Function.prototype, value: unknown): boolean {
  return Function.prototype[Symbol.hasInstance].call(Class, value);
}

function faultClass(code: number, faultName: string): FaultConstructor {
  return class extends KojiFault {
    static readonly code = code;
    static readonly faultName = faultName;

    static override [Symbol.hasInstance](value: unknown): boolean {
      const name = NAME_BY_CODE.get(code);
      if (name === undefined || CLASSES[name] !== this) return isOwnInstance(this, value);
      return isFault(value, name);
    }

    constructor(message = '', options?: ErrorOptions) {
      super(code, faultName, message, options);
    }
  };
}

/** What went wrong has no class of its own. All other faults are instances of this class, too. */
export class GenericError extends fault('GenericError') {}
/** Something is locked, such as a tag. */
export class LockError extends fault('LockError') {}
/** The caller could not be logged in, or is not who may call. */
export class AuthError extends fault('AuthError') {}
/** A build cannot be tagged or untagged so. */
export class TagError extends fault('TagError') {}
/** The caller may not do this: a permission is missing, or a policy says no. */
export class ActionNotAllowed extends fault('ActionNotAllowed') {}
/** A build failed. */
export class BuildError extends fault('BuildError') {}
/** The user or host has an exclusive session already. */
export class AuthLockError extends fault('AuthLockError') {}
/** The session has expired: the caller must log in again. */
export class AuthExpired extends fault('AuthExpired') {}
/** The number of the call is smaller than one that the session has used. */
export class SequenceError extends fault('SequenceError') {}
/** A call that may be done once only was sent again. */
export class RetryError extends fault('RetryError') {}
/** A build failed before anything was built. */
export class PreBuildError extends fault('PreBuildError') {}
/** A build failed after everything was built. */
export class PostBuildError extends fault('PostBuildError') {}
/** A build root could not be made or used. */
export class BuildrootError extends fault('BuildrootError') {}
/** The method should not be called any more. */
export class FunctionDeprecated extends fault('FunctionDeprecated') {}
/** The hub is offline for maintenance: the call may be sent again later. */
export class ServerOffline extends fault('ServerOffline') {}
/** A live CD could not be made. */
export class LiveCDError extends fault('LiveCDError') {}
/** A plugin could not be loaded or run. */
export class PluginError extends fault('PluginError') {}
/** A handler of an event failed. */
export class CallbackError extends fault('CallbackError') {}
/** An appliance image could not be made. */
export class ApplianceError extends fault('ApplianceError') {}
/** The parameters do not fit the method, or one has a wrong value. */
export class ParameterError extends fault('ParameterError') {}
/** What should be imported cannot be. */
export class ImportError extends fault('ImportError') {}
/** A configuration is wrong. */
export class ConfigurationError extends fault('ConfigurationError') {}
/** A live medium could not be made. */
export class LiveMediaError extends fault('LiveMediaError') {}
/** A login by Kerberos failed. */
export class GSSAPIAuthError extends fault('GSSAPIAuthError') {}
/** A name is too long, or has characters that it may not have. */
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
