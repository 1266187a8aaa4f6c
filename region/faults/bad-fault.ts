/** What somebody asked for makes no sense; the message says why. */
export class BadFault extends Error {}
