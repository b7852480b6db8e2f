import { existsSync } from 'node:fs';
import { type DatabaseBeside, OlderSchemaError } from '../../db/open-beside.ts';
import { countOf } from '../../lib/count-of.ts';
import type { Examination } from './examination.ts';
import { findServer } from './find-server.ts';
import { type Finding, fault, fine, notice } from './finding.ts';

/** Whether the database is there, and of this version. */
export async function checkDatabase(examination: Examination): Promise<Finding[]> {
  const { database: file } = examination.config;
  if (file === ':memory:')
    return [
      notice(
        'DATABASE_URL says :memory:, so that everything is forgotten when the server ends.',
        'To keep what is said, leave DATABASE_URL unset.',
      ),
    ];
  if (!existsSync(file)) return [checkMissing(examination)];
  return [checkSchema(examination)];
}

function checkMissing({ config: { dataDir, database } }: Examination): Finding {
  if (findServer(dataDir) === 'new')
    return notice(
      `There is no database at ${database} yet.`,
      'The first start of the server makes it. If it has run before, set DATA_DIR to the folder that it uses.',
    );
  return fault(
    `The database ${database} is gone, though BookChat has kept one there.`,
    'Restore the newest backup: `bookchat backups` lists them, and `bookchat restore <id>` puts one in its place.',
  );
}

function checkSchema(examination: Examination): Finding {
  try {
    const database = examination.database();
    const { messages, changes } = count(database);
    return fine(
      `${examination.config.database} can be read, and is of this version (${database.schema}): ` +
        `${countOf(messages, 'message')}, ${countOf(changes, 'change')}.`,
    );
  } catch (error) {
    const { message } = error as Error;
    return error instanceof OlderSchemaError
      ? notice('It is as an older BookChat has left it.', message)
      : fault('It cannot be read.', message);
  }
}

function count(database: DatabaseBeside): { messages: number; changes: number } {
  const countAll = (table: 'messages' | 'changes') =>
    database
      .prepareRead<object, { rows: number }>((db) =>
        db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('rows')),
      )
      .get({})?.rows ?? 0;
  return { messages: countAll('messages'), changes: countAll('changes') };
}
