import { DatabaseError } from '../../db/database-error.ts';
import type { AlertsTable } from '../../db/schema/alerts.ts';
import { prepareListUnresolved } from '../../features/alerts/index.ts';
import type { Examination } from './examination.ts';
import { type Finding, fault, fine, notice } from './finding.ts';

/** What the server has noticed, and what has not ended yet; as much of it as the database was told. */
export async function checkOpenAlerts({ database }: Examination): Promise<Finding[]> {
  try {
    const open = prepareListUnresolved(database())
      .all({})
      .filter(({ severity }) => severity !== 'INFO')
      .toSorted((one, other) => one.severity.localeCompare(other.severity) || one.id.localeCompare(other.id));
    return open.length > 0 ? open.map(toFinding) : [fine('None is open.')];
  } catch (error) {
    if (error instanceof DatabaseError) return []; // which another check tells
    throw error;
  }
}

function toFinding({ severity, title, message, timestamp, acknowledged_at }: AlertsTable): Finding {
  const words = `${severity} since ${timestamp}${acknowledged_at === null ? '' : ', acknowledged'}: ${title}.`;
  return severity === 'CRITICAL' ? fault(words, message) : notice(words, message);
}
