import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it as base } from '../../test/command-test.ts';
import { post } from '../../test/post.ts';
import { backUp } from '../../test/restore.ts';
import { runTask } from '../../test/run-task.ts';

/** A test that is given the lines that `bookchat doctor` prints. */
const it = base.extend('doctor', ({ bookchat }) => async (env: Readonly<Record<string, string>> = {}) => {
  const { exitCode, stdout } = await bookchat('doctor', env);
  return { exitCode, lines: stdout.split('\n').slice(0, -1) };
});

describe('bookchat doctor', () => {
  it('finds all well beside a server that is, and changes nothing', async ({ start, folder, doctor }) => {
    const server = await start.server({ DATA_DIR: folder });
    await post(server, { content: 'the tide' });
    await runTask(server, 'archive');
    await backUp(server);
    const before = contentOf(folder);
    const { exitCode, lines } = await doctor();
    expect(lines).toEqual([
      '✓ Settings: NODE_ENV is development, which picks the defaults.',
      `✓ Settings: there is no ${join(folder, '.env')}; the environment sets NODE_ENV, DATA_DIR; all else is as by default.`,
      `✓ Data folder: ${folder} is there, can be written to, and is open to nobody else.`,
      expect.stringMatching(/^✓ Disk: The disk of data and backups and logs has .* free \(.* %\)\.$/),
      `✓ Server: A server runs on ${folder}.`,
      expect.stringMatching(/^✓ Database: .*bookchat\.db can be read, .*: 1 message, 2 changes\.$/),
      '✓ Database: All of it was read, and it is whole.',
      expect.stringMatching(/^✓ Backups: The newest of 1 backup is .*, made and verified .* ago .*\.$/),
      expect.stringMatching(/^✓ Git: Git .* is installed\.$/),
      expect.stringMatching(/^✓ Archive: .*archive\.git is at [0-9a-f]{7}, as the database has it\.$/),
      '✓ Archive: Nothing waits to be archived. The last commit was made less than a minute ago.',
      '✓ Keys: No key and no secret has ended, ends soon, or wants to be changed.',
      '✓ Alerts: None is open.',
      '✓ Alerts: They are on the dashboard alone: neither SMTP_URL nor ALERT_WEBHOOK_URL is set.',
      '✓ Clock: No message is from the future.',
      'All is well.',
    ]);
    expect(exitCode).toBe(0);
    expect(contentOf(folder)).toEqual(before);
  });

  it('knows a server that has never run, and makes nothing for it', async ({ folder, doctor }) => {
    const dataDir = join(folder, 'data');
    const { exitCode, lines } = await doctor({ DATA_DIR: dataDir });
    expect(exitCode).toBe(0);
    expect(lines).toContain(`! Data folder: There is no ${dataDir} yet.`);
    expect(lines).toContain(`! Database: There is no database at ${join(dataDir, 'bookchat.db')} yet.`);
    expect(lines.at(-1)).toBe('It works; 4 things deserve a look (!).');
    expect(existsSync(dataDir)).toBe(false);
  });

  it('names every mistake in the settings, and looks at what they do not concern', async ({
    folder,
    doctor,
  }) => {
    writeFileSync(join(folder, '.env'), 'GITHUB_TOKN=x\nPORT=many\n');
    const { exitCode, lines } = await doctor({
      GITHUB_REPOSITORY: 'acme/conversation',
      SMTP_URL: 'smtp://mail',
    });
    expect(exitCode).toBe(1);
    expect(lines).toEqual(
      expect.arrayContaining([
        '✗ Settings: PORT must be a whole number from 0 to 65535',
        '✗ Settings: GITHUB_TOKEN is missing, and GITHUB_REPOSITORY cannot be written without it',
        '✗ Settings: ALERT_EMAIL_TO is missing: SMTP_URL is set, but nobody to write to',
        '✗ Settings: GITHUB_TOKN stands in .env, but there is no such variable: did you mean GITHUB_TOKEN?',
        '! GitHub: Not looked at, as GITHUB_TOKEN is not right.',
        '! Alerts: Not looked at, as ALERT_EMAIL_TO is not right.',
        `✓ Server: No server runs on ${folder} at the moment.`,
      ]),
    );
  });

  it('stops at settings that cannot be read at all', async ({ folder, doctor }) => {
    mkdirSync(join(folder, '.env'));
    expect(await doctor()).toEqual({
      exitCode: 1,
      lines: [
        '✗ Settings: .env cannot be read: it is a folder',
        expect.stringMatching(/^ {2}Set it right/),
        '! All else: Not looked at, as nobody can tell where it is.',
        '  Set the settings right, and look again.',
        '1 thing does not work (✗), and 1 thing deserves a look (!).',
      ],
    });
  });

  it('says where the settings come from, by name alone', async ({ folder, doctor }) => {
    const token = 'a-token-of-more-than-thirty-two-characters';
    writeFileSync(
      join(folder, '.env'),
      `ADMIN_TOKEN=${token}\nALERT_WEBHOOK_URL=https://hooks.example.org/key\n`,
    );
    const { lines } = await doctor({ NODE_ENV: 'production', ALLOW_OPEN_ACCESS: 'yes', MAX_BACKUPS: '3' });
    expect(lines).toContain(
      `✓ Settings: ${join(folder, '.env')} sets ADMIN_TOKEN, ALERT_WEBHOOK_URL; the environment sets NODE_ENV, DATA_DIR, ALLOW_OPEN_ACCESS, MAX_BACKUPS; all else is as by default.`,
    );
    expect(lines).toContain(
      '✓ Alerts: They go out by the webhook (WARNING and above); nothing was sent to try that.',
    );
    expect(lines.join('\n')).not.toMatch(new RegExp(`${token}|hooks\\.example`));
  });

  it('hides nothing where one look fails', async ({ folder, doctor }) => {
    writeFileSync(join(folder, 'bookchat.lock'), 'Dear diary,\n'.repeat(100));
    const { lines } = await doctor();
    expect(lines).toContain('✗ Server: It could not be looked at.');
    expect(lines).toContainEqual(expect.stringContaining('remove it once no BookChat server runs'));
    expect(lines).toContainEqual(expect.stringMatching(/^✓ Git: /));
  });

  it('ends at once when it is interrupted', async ({ start, folder, bookchat }) => {
    await start.server({ DATA_DIR: folder });
    const looking = bookchat('doctor');
    await expect.poll(() => process.listenerCount('SIGINT'), { interval: 1 }).toBeGreaterThan(0);
    process.emit('SIGINT', 'SIGINT');
    expect(await looking).toMatchObject({ exitCode: 130, stdout: expect.not.stringContaining('Clock') });
  });
});

/** All files by their content, but those that SQLite keeps beside a database in use. */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .filter((file) => file.isFile() && !/-(?:wal|shm)$/.test(file.name))
      .map(({ parentPath, name }) => [
        join(parentPath, name),
        readFileSync(join(parentPath, name)).toString('base64'),
      ]),
  );
}
