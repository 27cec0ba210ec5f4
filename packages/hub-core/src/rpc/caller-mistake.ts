/**
 * A caller gave what Koji has no fault code for, a value of a wrong type mostly. It is told so with code 1, as Koji does
 * when its own code stumbles over the value; here it is no accident.
 */
export class CallerMistake extends TypeError {}
