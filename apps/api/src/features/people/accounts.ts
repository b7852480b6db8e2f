/** The door to it, for the folders of this feature. */
export { makeRecoveryLink, toMe, toPerson, toTimestamp } from '../accounts/index.ts';
