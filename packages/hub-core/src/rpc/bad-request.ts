/** The request is not one that can be answered with a fault: the answer is an HTTP error with this text. */
export class BadRequest extends Error {
  constructor(
    message: string,
    readonly status = 400,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'BadRequest';
  }
}
