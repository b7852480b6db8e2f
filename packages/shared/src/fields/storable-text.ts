/**
 * Whether every engine can keep `text`: PostgreSQL cannot store U+0000, and a lone surrogate has no
 * UTF-8 form (RFC 3629), so it would come back as something else.
 */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
