/** What was asked for was not done; or what was looked at is not as it should be. */
export const EXIT_FAILURE = 1;
/** Whether it is as it should be could not be found out, where a 1 would mean that it is not. */
export const EXIT_UNKNOWN = 2;
/** It was done, but for what was refused: a restore from an archive of which some lines were left out. */
export const EXIT_PARTLY = 3;
/** sysexits.h: EX_USAGE. */
export const EXIT_USAGE = 64;
