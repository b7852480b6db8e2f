import { type FileHandle, open } from 'node:fs/promises';

/** Whether the last line of a file has no end; not where there is no file, or it cannot be read. */
export async function endsMidLine(path: string): Promise<boolean> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    const { size } = await file.stat();
    const { bytesRead, buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    return bytesRead === 1 && buffer.toString() !== '\n';
  } catch {
    return false;
  } finally {
    await file?.close();
  }
}
