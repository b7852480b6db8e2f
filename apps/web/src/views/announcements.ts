/** What a screen reader is told while the page is open; it comes after what there is to see. */
export { announceArchive } from './announce-archive.ts';
export { announceNews } from './announce-news.ts';
