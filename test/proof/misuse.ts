/** What was typed makes no sense; the message says why. */
export class Misuse extends Error {}
