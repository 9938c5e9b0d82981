// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the reader points at: clicks and selections, told as places in the article.

'use strict';

(() => {
  const page = globalThis.attestPage;

  const placeAt = (event) => {
    const caret = document.caretRangeFromPoint(event.clientX, event.clientY);
    return caret ? page.placeOf(caret.startContainer, caret.startOffset) : null;
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest ? event.target.closest('a[href^="#"]') : null;
    if (link) {
      event.preventDefault();
      // Both columns may have an id, so it is looked for in the link's own.
      const column = link.closest('.page-own, .page-beside');
      const target = column.querySelector('#' + CSS.escape(decodeURIComponent(link.getAttribute('href').slice(1))));
      if (target)
        target.scrollIntoView({ block: 'center' });
      return;
    }
    if (!window.getSelection().isCollapsed)
      return;
    const place = placeAt(event);
    if (place)
      page.post({ kind: 'clicked', ...place });
  });

  // Comes before the menu itself, which the window makes.
  document.addEventListener('contextmenu', (event) => {
    page.post({ kind: 'pointed', ...(placeAt(event) || { block: -1, offset: 0 }) });
  });

  const tellSelection = () => {
    const selection = window.getSelection();
    const range = selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
    const some = range !== null && !range.collapsed;
    const start = some ? page.placeOf(range.startContainer, range.startOffset) : null;
    const end = some ? page.placeOf(range.endContainer, range.endOffset) : null;
    if (start && end)
      page.post({ kind: 'selected', some, ...start, endBlock: end.block, endOffset: end.offset });
    else
      page.post({ kind: 'selected', some, block: -1, offset: 0, endBlock: -1, endOffset: 0 });
  };

  let waits = false;
  document.addEventListener('selectionchange', () => {
    if (waits)
      return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      tellSelection();
    });
  });
  // What was told while a patch was on its way spoke of another text and was not heard.
  page.patched.push(() => {
    if (!window.getSelection().isCollapsed)
      tellSelection();
  });
})();
