/**
 * The segments of a room whose messages may leave: of days before `@day`, in a batch that the archive has been verified to
 * hold (`@upTo`), as is the page of their day, which is made of the database; or no page will be made of it any more.
 * What else must be so is looked at message by message: of this room and time, with its receipt, and never edited, as
 * the edit is elsewhere.
 */
export const REMOVABLE_FILES = `
  select file.id, file.day
  from archive_files file
  where file.kind = 'segment' and file.removed_at is null and file.room = @room and file.day < @day and file.batch <= @upTo
    and not exists (
      select 1 from archive_files page
      where page.kind = 'page' and page.day = file.day and page.room = file.room and page.batch > @upTo)
    and (
      file.day < (select max(newest.day) from archive_files newest where newest.kind = 'page')
      or exists (
        select 1 from archive_files page
        where page.kind = 'page' and page.day = file.day and page.room = file.room))
    and not exists (
      select 1 from archive_entries entry join messages message on message.position = entry.position
      where entry.file = file.id and (
        message.room <> file.room or message.created_at >= @day or message.edited_at is not null or message.synced = 0))`;
