#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens exported pages in a browser: what hostile text does there, and what a reader gets. Usage: test-page-in-browser.py MAKE-PAGES"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import browser as chromium

# Everything that a person may set off without leaving the page.
TOUCH = '''
for (const element of document.querySelectorAll('*')) {
  for (const kind of ['mouseover', 'mouseenter', 'mousemove', 'focus', 'pointerover', 'animationend', 'toggle'])
    element.dispatchEvent(new Event(kind, {bubbles: true}));
  const address = element.getAttribute('href') ?? element.getAttribute('xlink:href') ?? '';
  if (!/^\\s*(https?|mailto|tel):/i.test(address) && element.click)
    element.click();
}
true
'''

tests = []


def test(function):
    tests.append(function)
    return function


def touch(browser, url):
    browser.open(url)
    try:
        browser.evaluate(TOUCH)
    except RuntimeError:
        pass  # The page has gone elsewhere meanwhile, which its events tell.
    browser.drain(0.05)
    return browser.misdeeds(url)


def numbers(folder):
    return sorted(int(path.stem) for path in (folder / 'hostile').glob('*.txt'))


@test
def hostile_pages_do_nothing(browser, folder):
    guilty = {}
    for number in numbers(folder):
        misdeeds = touch(browser, (folder / 'hostile' / f'{number}.html').as_uri())
        if misdeeds:
            guilty[number] = misdeeds
    assert not guilty, guilty
    print(f'# {len(numbers(folder))} pages')


@test
def the_canary_fires_without_protection(browser, folder):
    """The same payloads, written as they are into a page without a policy: most of them run or load something."""
    fired = 0
    for number in numbers(folder):
        bare = folder / 'bare.html'
        bare.write_text('<!DOCTYPE html><meta charset="utf-8"><body>' + (folder / 'hostile' / f'{number}.txt').read_text(errors='replace'))
        misdeeds = touch(browser, bare.as_uri())
        fired += bool(misdeeds)
        if number <= 12:
            assert misdeeds, (folder / 'hostile' / f'{number}.txt').read_text()
    print(f'# {fired} of {len(numbers(folder))} fire')


@test
def the_policy_alone_stops_scripts_and_loads(browser, folder):
    """Were the escaping lost, the policy of the page would still hold: nothing runs, and nothing is loaded."""
    for number in numbers(folder):
        page = (folder / 'hostile' / f'{number}.html').read_text()
        payload = (folder / 'hostile' / f'{number}.txt').read_text(errors='replace')
        raw = folder / 'raw.html'
        raw.write_text(page.replace('<div class="prose"', payload + '<div class="prose"', 1))
        misdeeds = touch(browser, raw.as_uri())
        # A page that sends its reader elsewhere is no script and no load; only the escaping stops that.
        went = {deed.split(' to ', 1)[1] for deed in misdeeds if deed.startswith('went to ')}
        misdeeds = [deed for deed in misdeeds if not deed.startswith('went to ') and deed.split(' ', 1)[1] not in went]
        assert not misdeeds, (payload, misdeeds)


def sample(folder):
    return sorted((folder / 'sample').glob('*.html'))


VISIBLE = "[...document.querySelectorAll('article')].filter(a => a.checkVisibility()).map(a => a.id)"


@test
def the_audience_box_shows_one_text_without_script(browser, folder):
    for page in sample(folder):
        browser.call('Emulation.setScriptExecutionDisabled', value=False)
        browser.open(page.as_uri())
        audiences = browser.evaluate("[...document.querySelectorAll('article')].map(a => a.id)")
        assert len(audiences) == 3, audiences
        assert browser.evaluate(VISIBLE) == audiences[:1]
        for index, audience in enumerate(audiences):
            # A press of a key on the field, as somebody without a mouse does it.
            browser.evaluate(f"document.getElementById('choice-{index + 1}').focus()")
            browser.call('Input.dispatchKeyEvent', type='keyDown', key=' ', code='Space', text=' ', windowsVirtualKeyCode=32)
            browser.call('Input.dispatchKeyEvent', type='keyUp', key=' ', code='Space', windowsVirtualKeyCode=32)
            assert browser.evaluate(VISIBLE) == [audience], (audience, browser.evaluate(VISIBLE))


@test
def all_texts_are_there_on_paper(browser, folder):
    browser.open(sample(folder)[0].as_uri())
    browser.call('Emulation.setEmulatedMedia', media='print')
    assert len(browser.evaluate(VISIBLE)) == 3
    assert not browser.evaluate("document.querySelector('.choice').checkVisibility()")
    browser.call('Emulation.setEmulatedMedia', media='')


@test
def nothing_is_cut_off_at_any_width(browser, folder):
    for width in (320, 360, 768, 1280, 1920):
        browser.call('Emulation.setDeviceMetricsOverride', width=width, height=800, deviceScaleFactor=1, mobile=width < 500)
        for page in sample(folder):
            browser.open(page.as_uri())
            for index in range(3):
                browser.evaluate(f"document.getElementById('choice-{index + 1}').click()")
                assert browser.evaluate('document.documentElement.scrollWidth <= innerWidth'), (width, page.name, index)
    browser.call('Emulation.clearDeviceMetricsOverride')


CONTRAST = '''
(() => {
  const parse = colour => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest('.hidden, .skip'))
      continue;
    let ground = element;
    while (ground && (parse(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0)
      ground = ground.parentElement;
    const one = luminance(parse(getComputedStyle(element).color));
    const other = luminance(ground ? parse(getComputedStyle(ground).backgroundColor) : [255, 255, 255]);
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5)
      poor.push([ratio, node.data.trim().slice(0, 40)]);
  }
  return poor;
})()
'''


@test
def text_stands_out_in_light_and_dark(browser, folder):
    """WCAG 2.2, 1.4.3: a ratio of 4.5 for all text."""
    for scheme in ('light', 'dark'):
        browser.call('Emulation.setEmulatedMedia', features=[{'name': 'prefers-color-scheme', 'value': scheme}])
        for page in sample(folder):
            browser.open(page.as_uri())
            for index in range(3):
                browser.evaluate(f"document.getElementById('choice-{index + 1}').click()")
                poor = browser.evaluate(CONTRAST)
                assert not poor, (scheme, page.name, poor[:5])
    browser.call('Emulation.setEmulatedMedia', features=[])


@test
def the_first_key_leads_to_the_article(browser, folder):
    browser.open(sample(folder)[0].as_uri())
    browser.call('Input.dispatchKeyEvent', type='keyDown', key='Tab', code='Tab', windowsVirtualKeyCode=9)
    browser.call('Input.dispatchKeyEvent', type='keyUp', key='Tab', code='Tab', windowsVirtualKeyCode=9)
    assert browser.evaluate('document.activeElement.className') == 'skip'
    assert browser.evaluate('document.activeElement.getBoundingClientRect().top >= 0')


def main():
    if not chromium.find():
        print('1..0 # SKIP there is no Chromium here')
        return 0
    testdata = os.environ.get('ATTEST_TESTDATA')
    payloads = pathlib.Path(testdata, 'corpus', 'xss', 'dompurify-expect.json') if testdata else None
    print(f'1..{len(tests)}')
    failed = 0
    with tempfile.TemporaryDirectory(prefix='attest-page-') as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.argv[1], name, *([str(payloads)] if payloads and payloads.exists() else [])], check=True)
        browser = chromium.Browser()
        try:
            for number, function in enumerate(tests, 1):
                try:
                    function(browser, folder)
                    print(f'ok {number} {function.__name__}', flush=True)
                except AssertionError as error:
                    failed += 1
                    print('# ' + re.sub(r'\s+', ' ', str(error))[:2000])
                    print(f'not ok {number} {function.__name__}', flush=True)
        finally:
            browser.close()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
