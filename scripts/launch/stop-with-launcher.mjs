/**
 * Loaded into a program that the launcher started in a process group of its own: where the launcher is
 * killed outright and can pass on no signal, the group ends too, instead of holding its port for ever.
 */
import process from 'node:process';

process.once('disconnect', () => process.kill(-process.pid, 'SIGTERM'));
process.channel?.unref();
