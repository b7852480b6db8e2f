import { expect, test } from '../fixtures/test.ts';

const HOSTILE = [
  '<img src=x onerror="document.title=\'owned\'">',
  '<script>document.title="owned"</script>',
  '<svg onload=alert(1)>',
  '"><iframe src="javascript:alert(1)"></iframe>',
  '&lt;b&gt;bold&lt;/b&gt; {{7*7}}',
];

test('markup in a message and in a name stays text', async ({ alice, meet }) => {
  const name = '<img src=x onerror=alert(1)>';
  const mallory = await meet(name);
  for (const text of HOSTILE) await mallory.write(text);
  await expect(mallory.page.getByText('Saved here')).toHaveCount(HOSTILE.length);
  await alice.glance();

  await expect(alice.page.locator('.message__text')).toHaveText(HOSTILE);
  await expect(alice.rows.first().locator('.message__name')).toHaveText(name);
  await expect(alice.timeline.log.locator('img, script, iframe, b')).toHaveCount(0);
  await expect(alice.page).toHaveTitle('General · BookChat');
});

test('only safe addresses become links, and they open apart', async ({ alice, bob }) => {
  await bob.write('see https://example.org/a?b=c#d. and mailto:bob@example.org');
  await bob.write('javascript:alert(1) data:text/html,x vbscript:x file:///etc/passwd //example.org');
  await bob.write('jaVascript:alert(1)//https://example.org/x');
  await expect(bob.page.getByText('Saved here')).toHaveCount(3);
  await alice.glance();

  const links = alice.timeline.log.getByRole('link');
  await expect(links).toHaveText([/^https:\/\/example.org\/a\?b=c#d$/, 'mailto:bob@example.org', /^https:/]);
  for (const link of await links.all()) {
    await expect(link).toHaveAttribute('href', /^(?:https:\/\/|mailto:)/);
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(link).toHaveAttribute('rel', /noopener.*noreferrer/);
  }
});

test('the policy of the page forbids inline script, other origins and markup from text', async ({
  alice,
}) => {
  const policy = await alice.page.evaluate(async () =>
    (await fetch('/')).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain('unsafe');
});

test('a policy violation would be noticed', async ({ alice, witness }) => {
  witness.allow(/policy: require-trusted-types-for/, /TrustedHTML/);
  const refusal = await alice.page.evaluate(() => {
    try {
      document.body.innerHTML = '<img src=x onerror=alert(1)>';
      return null;
    } catch (error) {
      return String(error);
    }
  });
  expect(refusal).toContain('TrustedHTML');
});

test('a name written from right to left does not turn its neighbours around', async ({ alice, meet }) => {
  const dana = await meet('דנה');
  await dana.say('שלום alice!');
  await alice.glance();
  await expect(alice.message('שלום alice!').text).toHaveAttribute('dir', 'auto');
  await expect(alice.message('שלום alice!').author).toHaveText('דנה');
});
