import { listSecretTexts } from '../config.ts';
import { createSecretFilter } from '../lib/secret-filter.ts';
import { checkSettings } from './doctor/check-settings.ts';
import { CHECKS } from './doctor/checks.ts';
import { createExamination } from './doctor/examination.ts';
import { notice } from './doctor/finding.ts';
import { createReport, type Report } from './doctor/report.ts';
import { runCheck } from './doctor/run-check.ts';
import { readSettings, type Settings } from './doctor/settings.ts';
import { EXIT_FAILURE } from './exit-codes.ts';
import { untilInterrupted } from './interruption.ts';
import { print } from './print.ts';
import { showProgress } from './show-progress.ts';

/** Looks at everything that BookChat needs, and says what to do where something is amiss. Nothing is changed by it. */
export async function doctor(): Promise<number | undefined> {
  const settings = readSettings();
  const { usable } = settings;
  const { clean } = createSecretFilter(usable === null ? [] : listSecretTexts(usable.secrets));
  const report = createReport((line) => print(clean(line)));
  report.add('Settings', checkSettings(settings));
  if (usable === null) report.add('All else', NOT_LOOKED_AT);
  else await examine(usable, settings, report);
  print(report.sum());
  return report.hasFaults() ? EXIT_FAILURE : undefined;
}

const NOT_LOOKED_AT = [
  notice('Not looked at, as nobody can tell where it is.', 'Set the settings right, and look again.'),
];

async function examine(
  { config, secrets }: NonNullable<Settings['usable']>,
  settings: Settings,
  report: Report,
): Promise<void> {
  const display = showProgress();
  await untilInterrupted(async (signal) => {
    const options = { signal, onProgress: display.show };
    const examination = createExamination({ config, secrets, options });
    try {
      for (const check of CHECKS) {
        const findings = await runCheck(check, examination, settings.mistakes);
        display.end();
        report.add(check.about, findings);
      }
    } finally {
      display.end();
      examination.close();
    }
  });
}
