import { type History, historySeriesSchema } from '@bookchat/shared';

export type SeriesName = keyof History['series'];

/** What is kept, by the names of the contract and of the columns. */
export const SERIES = Object.keys(historySeriesSchema.shape) as SeriesName[];
