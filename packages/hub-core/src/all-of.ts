/**
 * Waits for everything that was begun at the same time, and answers what each gave. Where several fail, the first of them in the order
 * given is told, as if they had been done one after the other; nothing goes on behind that.
 */
export async function allOf<Begun extends readonly unknown[] | []>(
  begun: Begun,
): Promise<{ -readonly [Place in keyof Begun]: Awaited<Begun[Place]> }> {
  await Promise.allSettled(begun);
  return Promise.all(begun);
}
