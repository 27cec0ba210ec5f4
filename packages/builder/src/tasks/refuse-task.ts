/** Thrown by a task that this host cannot do: the task goes back to the hub, and another host may take it. */
export class RefuseTask extends Error {
  override readonly name = 'RefuseTask';
}
