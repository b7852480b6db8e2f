const BLANK_LINE = '\r\n\r\n';
const STATUS_OFFSET = 'HTTP/1.1 '.length;

/**
 * Reads HTTP/1.1 answers from a stream of chunks and reports the status of each as it is complete. It knows no
 * more of HTTP than the servers measured here use (a Content-Length, or a status without a body), because the
 * generator has to be lighter than the lightest of them; anything else throws.
 */
export function createAnswerReader(
  onAnswer: (status: number) => void,
): (chunk: Buffer, length: number) => void {
  let status = 0;
  let missingBody = 0;
  let partialHead: Buffer | undefined;

  return function read(chunk, length) {
    let bytes = chunk;
    let end = length;
    if (partialHead !== undefined) {
      bytes = Buffer.concat([partialHead, chunk.subarray(0, length)]);
      end = bytes.length;
      partialHead = undefined;
    }
    let offset = 0;
    while (offset < end) {
      if (missingBody === 0) {
        const headEnd = bytes.indexOf(BLANK_LINE, offset, 'latin1') + BLANK_LINE.length;
        // The buffer is used again for every read: a blank line past the end is from an older answer.
        if (headEnd < BLANK_LINE.length || headEnd > end) {
          partialHead = Buffer.from(bytes.subarray(offset, end));
          return;
        }
        status = readStatus(bytes, offset);
        missingBody = hasNoBody(status) ? 0 : readContentLength(bytes, offset, headEnd);
        offset = headEnd;
      }
      const taken = Math.min(missingBody, end - offset);
      missingBody -= taken;
      offset += taken;
      if (missingBody === 0) onAnswer(status);
    }
  };
}

function readStatus(bytes: Buffer, offset: number): number {
  const at = offset + STATUS_OFFSET;
  return digit(bytes, at) * 100 + digit(bytes, at + 1) * 10 + digit(bytes, at + 2);
}

function readContentLength(bytes: Buffer, start: number, headEnd: number): number {
  const head = bytes.toString('latin1', start, headEnd);
  const found = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (found === null) throw new Error(`An answer without Content-Length:\n${head}`);
  return Number(found[1]);
}

const hasNoBody = (status: number) => status === 304 || status === 204;
const digit = (bytes: Buffer, at: number) => (bytes[at] ?? 0) - 48;
