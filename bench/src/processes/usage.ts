import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// USER_HZ: fixed at 100 on every architecture that Node.js runs on, whatever the kernel's own tick.
const TICKS_PER_SECOND = 100;

/** Seconds of processor time that a process has used in all its threads; NaN where the system does not say. */
export function readCpuSeconds(pid: number): number {
  try {
    return parseCpuTicks(readFileSync(`/proc/${pid}/stat`, 'latin1')) / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}

/** utime + stime; the process's name before them may hold spaces and brackets itself. */
export function parseCpuTicks(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** Seconds that all cores together have been busy, with whatever the host took from them; NaN where unknown. */
export function readBusySeconds(): number {
  try {
    return parseBusyTicks(readFileSync('/proc/stat', 'latin1')) / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}

/** The first line is the sum of all cores: user, nice, system, idle, iowait, irq, softirq, steal. */
export function parseBusyTicks(stat: string): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = stat
    .slice(0, stat.indexOf('\n'))
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return user + nice + system + irq + softirq + steal;
}

/** Resident memory of a process in bytes. */
export function readResidentBytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
}
