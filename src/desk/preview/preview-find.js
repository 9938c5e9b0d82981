// SPDX-License-Identifier: GPL-3.0-or-later
//
// Find in page. The text of a block is searched as a whole, so that a word with a bold letter in it is found too.

'use strict';

(() => {
  const page = globalThis.attestPage;

  // More are counted, but not painted: that many tell nothing.
  const MOST_PAINTED = 2000;

  const found = new Highlight();
  const current = new Highlight();
  found.priority = 1;
  current.priority = 2;
  CSS.highlights.set('found', found);
  CSS.highlights.set('current', current);

  let pattern = null;
  let matches = [];
  let index = -1;

  const rangeOf = ({ element, offset, length }) => page.rangeIn(element, offset, element, offset + length);

  const searched = () => [...page.blocks, ...page.footer.querySelectorAll('h2, li'), ...page.besides()];

  const search = () => {
    matches = [];
    if (!pattern)
      return;
    for (const element of searched())
      for (const match of element.textContent.matchAll(pattern))
        matches.push({ element, offset: match.index, length: match[0].length });
  };

  const paint = () => {
    found.clear();
    current.clear();
    for (const match of matches.slice(0, MOST_PAINTED))
      found.add(rangeOf(match));
    if (matches[index])
      current.add(rangeOf(matches[index]));
  };

  const tell = () => page.post({ kind: 'found', count: matches.length, index: matches[index] ? index + 1 : 0 });

  // The first match at or below the top of the window: where the reader looks, there the search begins.
  const firstInSight = () => {
    const number = matches.findIndex((match) => match.element.getBoundingClientRect().bottom > 0 &&
      rangeOf(match).getBoundingClientRect().top >= 0);
    return number < 0 ? 0 : number;
  };

  const isInSight = (match) => {
    const box = rangeOf(match).getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight;
  };

  attestPreview.find = ({ text }) => {
    const words = text.replace(/[\\^$.*+?()[\]{}|/-]/g, (character) => '\\x' + character.charCodeAt(0).toString(16).padStart(2, '0'));
    // White space in the text may be a line break of the source.
    pattern = text === '' ? null : new RegExp(words.replace(/\s+/g, '\\s+'), 'giu');
    const before = matches[index];
    search();
    // Typing on keeps to the place as long as it fits.
    index = before ? matches.findIndex((match) => match.element === before.element && match.offset === before.offset) : -1;
    if (index < 0 && matches.length > 0)
      index = firstInSight();
    paint();
    if (matches[index] && !isInSight(matches[index]))
      page.show(rangeOf(matches[index]));
    tell();
  };

  attestPreview.findNext = ({ step }) => {
    if (matches.length === 0)
      return;
    index = (index + step + matches.length) % matches.length;
    paint();
    page.show(rangeOf(matches[index]));
    tell();
  };

  // Ends the search; what was found last is selected, so that it can be commented or copied.
  attestPreview.findEnd = () => {
    const match = matches[index];
    pattern = null;
    matches = [];
    index = -1;
    paint();
    if (match && match.element.isConnected) {
      window.getSelection().removeAllRanges();
      window.getSelection().addRange(rangeOf(match));
    }
  };

  page.besides = () => [];
  page.patched.push(() => {
    if (!pattern)
      return;
    search();
    index = index < 0 && matches.length > 0 ? firstInSight() : Math.min(index, matches.length - 1);
    paint();
    tell();
  });
  page.describers.push(() => ({
    found: matches.length,
    current: Array.from(current, (range) => range.toString()),
  }));
})();
