import type { AlertsTable } from '../../db/schema/alerts.ts';
import type { AlertRecord, StoredAlert } from './alert-record.ts';

export function toRow(record: AlertRecord, isAwaited: boolean): AlertsTable {
  const { unsaved: _, quietUntil: __, details, deliveries, ...fields } = record;
  return {
    ...fields,
    details: JSON.stringify(details),
    deliveries: JSON.stringify(deliveries),
    to_tell: isAwaited ? 1 : 0,
  };
}

export function fromRow({ to_tell: _, details, deliveries, ...fields }: AlertsTable): StoredAlert {
  return {
    ...fields,
    details: JSON.parse(details) as StoredAlert['details'],
    deliveries: JSON.parse(deliveries) as StoredAlert['deliveries'],
  };
}
