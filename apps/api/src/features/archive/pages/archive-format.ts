/** Of the repository: where things stand in it, and how. A newer format is refused. */
export const ARCHIVE_FORMAT = 1;

export const GENERATOR = 'BookChat';
