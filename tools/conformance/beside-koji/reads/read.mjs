/** A call with arguments in order. The last one may be `named(…)`. */
export const read = (method, ...args) => ({ method, args, authenticated: false });

/** The same, as the admin. */
export const readAsAdmin = (method, ...args) => ({ method, args, authenticated: true });

/** Arguments by name. */
export const named = (args) => ({ ...args, __starstar: true });

/** Each of the methods, with the same arguments. */
export function* each(methods, ...args) {
  for (const method of methods.split(' ')) yield read(method, ...args);
}
