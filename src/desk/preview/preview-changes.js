// SPDX-License-Identifier: GPL-3.0-or-later
//
// What changed between two texts that stand beside each other: words that are gone in the first, new in the second, or
// moved from the one to the other.

'use strict';

(() => {
  const page = globalThis.attestPage;

  const highlights = { deleted: new Highlight(), inserted: new Highlight(), moved: new Highlight(), 'current-change': new Highlight() };
  for (const [name, highlight] of Object.entries(highlights))
    CSS.highlights.set(name, highlight);
  highlights['current-change'].priority = 1;

  const rangeOf = ({ block, offset, endBlock, endOffset, beside }) => {
    const blocks = beside ? page.besideBlocks() : page.blocks;
    return blocks[block] && blocks[endBlock] ? page.rangeIn(blocks[block], offset, blocks[endBlock], endOffset) : null;
  };

  // Marks those and returns the first of them.
  const mark = (changes) => {
    let first = null;
    for (const change of changes) {
      const range = rangeOf(change);
      if (!range)
        continue;
      highlights[change.name].add(new StaticRange(range));
      first = first || range;
    }
    return first;
  };

  attestPreview.changes = ({ changes }) => {
    for (const name of ['deleted', 'inserted', 'moved'])
      highlights[name].clear();
    mark(changes);
  };

  // The words that the reader has gone to: alone, since a step is taken often and there may be thousands of others.
  attestPreview.currentChange = ({ changes }) => {
    highlights['current-change'].clear();
    const first = mark(changes);
    if (first)
      page.showRange(first);
  };

  const textsOf = (name) => Array.from(highlights[name], ({ startContainer, startOffset, endContainer, endOffset }) => {
    const range = document.createRange();
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
    return range.toString();
  });

  page.describers.push(() => ({
    changes: Object.fromEntries(Object.keys(highlights).map((name) => [name, textsOf(name)])),
  }));
})();
