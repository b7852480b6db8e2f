export const EXIT_FAILURE = 1;
/** sysexits.h: EX_USAGE. */
export const EXIT_USAGE = 64;
