const BLANK_LINE = '\r\n\r\n';
const STATUS_OFFSET = 'HTTP/1.1 '.length;

interface Head {
  readonly status: number;
  readonly bodyLength: number;
  readonly end: number;
}

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
    if (partialHead === undefined) return readFrom(chunk, length);
    const whole = Buffer.concat([partialHead, chunk.subarray(0, length)]);
    partialHead = undefined;
    readFrom(whole, whole.length);
  };

  function readFrom(bytes: Buffer, end: number): void {
    let offset = skipBody(0, end);
    while (offset < end) {
      const head = readHead(bytes, offset, end);
      if (head === undefined) {
        partialHead = Buffer.from(bytes.subarray(offset, end));
        return;
      }
      status = head.status;
      missingBody = head.bodyLength;
      if (missingBody === 0) onAnswer(status);
      offset = skipBody(head.end, end);
    }
  }

  function skipBody(offset: number, end: number): number {
    if (missingBody === 0) return offset;
    const taken = Math.min(missingBody, end - offset);
    missingBody -= taken;
    if (missingBody === 0) onAnswer(status);
    return offset + taken;
  }
}

/** Undefined while the head is not complete. */
function readHead(bytes: Buffer, start: number, available: number): Head | undefined {
  const end = bytes.indexOf(BLANK_LINE, start, 'latin1') + BLANK_LINE.length;
  // The buffer is used again for every read: a blank line past the end is from an older answer.
  if (end < BLANK_LINE.length || end > available) return undefined;
  const at = start + STATUS_OFFSET;
  const status = digit(bytes, at) * 100 + digit(bytes, at + 1) * 10 + digit(bytes, at + 2);
  return { status, end, bodyLength: hasNoBody(status) ? 0 : readContentLength(bytes, start, end) };
}

function readContentLength(bytes: Buffer, start: number, end: number): number {
  const head = bytes.toString('latin1', start, end);
  const found = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (found === null) throw new Error(`An answer without Content-Length:\n${head}`);
  return Number(found[1]);
}

const hasNoBody = (status: number) => status === 304 || status === 204;
const digit = (bytes: Buffer, at: number) => (bytes[at] ?? 0) - 48;
