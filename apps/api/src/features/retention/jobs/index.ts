import { keepYearly } from './keep-yearly.ts';
import { listRemovable } from './list-removable.ts';
import { measureUnused } from './measure-unused.ts';
import { rebuildDatabase } from './rebuild-database.ts';
import { surveyRooms } from './survey-rooms.ts';

/** What retention has done in a thread of its own (worker.ts), by name. */
export const retentionJobs = { keepYearly, listRemovable, measureUnused, rebuildDatabase, surveyRooms };
