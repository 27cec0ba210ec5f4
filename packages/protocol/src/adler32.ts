const MODULUS = 65521;
/** So many bytes can be added up before the sums outgrow 32 bits. */
const BLOCK = 5552;

/** A running Adler-32 checksum, the one that uploads are checked with. */
export class Adler32 {
  private low = 1;
  private high = 0;

  update(bytes: Uint8Array): this {
    let low = this.low;
    let high = this.high;
    for (let start = 0; start < bytes.length; start += BLOCK) {
      const end = Math.min(start + BLOCK, bytes.length);
      for (let index = start; index < end; index++) {
        low += bytes[index] as number;
        high += low;
      }
      low %= MODULUS;
      high %= MODULUS;
    }
    this.low = low;
    this.high = high;
    return this;
  }

  /** Eight hexadecimal digits. */
  hexDigest(): string {
    return (((this.high << 16) | this.low) >>> 0).toString(16).padStart(8, '0');
  }
}
