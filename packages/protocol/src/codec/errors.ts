/** A document that is not XML-RPC as we accept it, or that exceeds a limit. Its message says what and where. */
export class MalformedXmlRpc extends Error {
  override readonly name = 'MalformedXmlRpc';
}

/** A value that XML-RPC cannot carry: a function, a class instance, an integer beyond 64 bits, Infinity. */
export class UnencodableValue extends TypeError {
  override readonly name = 'UnencodableValue';
}
