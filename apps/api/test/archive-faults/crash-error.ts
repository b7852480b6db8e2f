/** The end of a process, as far as one can be had within a process. */
export class CrashError extends Error {}
