import { escapeText } from './escape.js';

/** What the XML of a struct has one after the other. */
export const BEGIN = 0;
export const END = 1;
export const STRING = 2;
export const INT = 3;
export const DOUBLE = 4;
export const NIL = 5;
export const YES = 6;
export const NO = 7;
export const OTHER = 8;

interface Part {
  /** What stands before its value, behind the name of its member. */
  readonly start: string;
  /** What stands behind its value. */
  readonly end: string;
}

const PARTS: readonly Part[] = [
  { start: '', end: '<value><struct>' },
  { start: '</struct></value>', end: '' },
  { start: '<value><string>', end: '</string></value></member>' },
  { start: '<value><int>', end: '</int></value></member>' },
  { start: '<value><double>', end: '</double></value></member>' },
  { start: '<value><nil/></value></member>', end: '' },
  { start: '<value><boolean>1</boolean></value></member>', end: '' },
  { start: '<value><boolean>0</boolean></value></member>', end: '' },
  { start: '', end: '</member>' },
];

/** The members that structs of one kind have, in their order, as a StructWriter needs them. */
export class StructForm {
  private readonly names: readonly string[];
  /** By the part behind it and the part before it; made when rows first need them. */
  private readonly seams: (Uint8Array | undefined)[] = [];

  constructor(names: readonly string[]) {
    this.names = names.map((name) => `<member><name>${escapeText(name, 'replace')}</name>`);
  }

  /**
   * All that stands between the value of one part and that of the next, so that it is copied at once: the end of the one, the name of
   * the member that the next one is, and what that begins with.
   * @param member whose value comes next; that behind the last one stands for the end of the struct.
   */
  seam(member: number, before: number, next: number): Uint8Array {
    const place = (member * PARTS.length + next) * PARTS.length + before;
    return this.seams[place] ?? this.newSeam(place, member, before, next);
  }

  /** The number of members. */
  get length(): number {
    return this.names.length;
  }

  private newSeam(place: number, member: number, before: number, next: number): Uint8Array {
    const seam = Buffer.from(`${PARTS[before]!.end}${this.names[member] ?? ''}${PARTS[next]!.start}`);
    while (this.seams.length < place) this.seams.push(undefined);
    this.seams[place] = seam;
    return seam;
  }
}
