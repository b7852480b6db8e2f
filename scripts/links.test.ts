import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const documents = globSync(['*.md', 'docs/**/*.md', 'bench/README.md'], { cwd: root });
/** `[text](target)`, `![image](target)` and the `src` and `srcset` of images. */
const TARGETS = [/\]\((?<target>[^)\s]+)/g, /\bsrc(?:set)?="(?<target>[^"\s]+)/g];

describe('the links of a document', () => {
  it.each(documents)('lead to what there is: %s', (document) => {
    const missing = targetsOf(document).filter(
      (target) => !existsSync(join(root, dirname(document), target)),
    );
    expect(missing).toEqual([]);
  });

  it('are found', () => {
    expect(targetsOf('README.md')).toEqual(
      expect.arrayContaining(['CONTRIBUTING.md', 'docs/architecture.md']),
    );
  });
});

/** Those in the repository, without what they point at within a file. */
function targetsOf(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8');
  return TARGETS.flatMap((pattern) => [...text.matchAll(pattern)])
    .map(({ groups: { target = '' } = {} }) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}
