// SPDX-License-Identifier: GPL-3.0-or-later
//
// The preview's own code. It runs in a world of its own beside the article, whose text can neither see nor call it. It
// knows blocks by their number and places in a block as UTF-16 units of its text; what those are in the Markdown is the
// window's affair.

'use strict';

globalThis.attestPreview = (() => {
  const article = document.getElementById('article');
  const post = (message) => window.webkit.messageHandlers.preview.postMessage(message);
  const highlights = { comment: new Highlight(), blocking: new Highlight(), selected: new Highlight() };
  for (const [name, highlight] of Object.entries(highlights))
    CSS.highlights.set(name, highlight);
  let generation = 0;
  let expectedScroll = -1;

  const blockOf = (node) => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    return element ? element.closest('#article > .block') : null;
  };

  const numberOf = (block) => Array.prototype.indexOf.call(article.children, block);

  // The place of (node, offset) in its block, or null outside the article.
  const placeOf = (node, offset) => {
    const block = blockOf(node);
    if (!block)
      return null;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(node, offset);
    return { block: numberOf(block), offset: before.toString().length };
  };

  // The text node and offset at a place of a block.
  const nodeAt = (block, offset) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let last = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (offset <= node.length)
        return [node, offset];
      offset -= node.length;
      last = node;
    }
    return last ? [last, last.length] : [block, 0];
  };

  const rangeOf = (mark) => {
    const first = article.children[mark.block];
    const last = article.children[mark.endBlock];
    if (!first || !last)
      return null;
    const range = document.createRange();
    range.setStart(...nodeAt(first, mark.offset));
    range.setEnd(...nodeAt(last, mark.endOffset));
    return range;
  };

  const makeBlocks = (htmls) => {
    const fragment = document.createDocumentFragment();
    for (const html of htmls) {
      const block = document.createElement('div');
      block.className = 'block';
      block.dir = 'auto';
      block.innerHTML = html;
      fragment.append(block);
    }
    return fragment;
  };

  const scrollTo = (top) => {
    expectedScroll = Math.round(Math.max(0, Math.min(top, document.documentElement.scrollHeight - window.innerHeight)));
    window.scrollTo({ top: expectedScroll, behavior: 'instant' });
  };

  const topBlock = () => {
    for (const block of article.children) {
      const box = block.getBoundingClientRect();
      if (box.bottom > 0)
        return { block: numberOf(block), fraction: box.height > 0 ? Math.max(0, -box.top / box.height) : 0 };
    }
    return null;
  };

  let scrollWaits = false;
  window.addEventListener('scroll', () => {
    if (scrollWaits)
      return;
    scrollWaits = true;
    requestAnimationFrame(() => {
      scrollWaits = false;
      // A scroll that the window asked for is not told back: panes that follow each other must not echo.
      if (Math.abs(window.scrollY - expectedScroll) < 2)
        return;
      expectedScroll = -1;
      const top = topBlock();
      if (top)
        post({ kind: 'scrolled', generation, ...top });
    });
  }, { passive: true });

  document.addEventListener('click', (event) => {
    const link = event.target.closest ? event.target.closest('a[href^="#"]') : null;
    if (link) {
      event.preventDefault();
      const target = document.getElementById(decodeURIComponent(link.getAttribute('href').slice(1)));
      if (target)
        target.scrollIntoView({ block: 'center' });
      return;
    }
    if (!window.getSelection().isCollapsed)
      return;
    const caret = document.caretRangeFromPoint(event.clientX, event.clientY);
    const place = caret ? placeOf(caret.startContainer, caret.startOffset) : null;
    if (place)
      post({ kind: 'clicked', generation, ...place });
  });

  let selectionWaits = 0;
  document.addEventListener('selectionchange', () => {
    clearTimeout(selectionWaits);
    selectionWaits = setTimeout(() => {
      const selection = window.getSelection();
      const range = selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
      const start = range ? placeOf(range.startContainer, range.startOffset) : null;
      const end = range ? placeOf(range.endContainer, range.endOffset) : null;
      if (!range || range.collapsed || !start || !end)
        post({ kind: 'selected', generation, block: -1, offset: 0, endBlock: -1, endOffset: 0 });
      else
        post({ kind: 'selected', generation, ...start, endBlock: end.block, endOffset: end.offset });
    }, 60);
  });

  return {
    // Replaces `removed` blocks from `first` on; what stays keeps its nodes, so that scrolling and selection stay too.
    patch({ generation: next, first, removed, blocks, footer }) {
      const before = article.children[first + removed] || null;
      for (let i = 0; i < removed; i++)
        article.children[first].remove();
      article.insertBefore(makeBlocks(blocks), before);
      document.getElementById('references').innerHTML = footer;
      generation = next;
    },

    mark({ marks }) {
      // Emptied and filled again, never replaced: WebKit paints what leaves a highlight anew, but not what leaves with one.
      for (const highlight of Object.values(highlights))
        highlight.clear();
      for (const mark of marks) {
        const range = rangeOf(mark);
        if (range)
          highlights[mark.selected ? 'selected' : mark.blocking ? 'blocking' : 'comment'].add(range);
      }
    },

    scroll({ block, fraction }) {
      const element = article.children[block];
      if (!element)
        return;
      const box = element.getBoundingClientRect();
      scrollTo(window.scrollY + box.top + fraction * box.height);
    },

    reveal(mark) {
      const range = rangeOf(mark);
      if (!range)
        return;
      const box = range.getBoundingClientRect();
      if (box.top < 0 || box.bottom > window.innerHeight)
        scrollTo(window.scrollY + box.top - window.innerHeight / 3);
    },

    look({ theme, contrast }) {
      document.documentElement.dataset.theme = theme;
      document.documentElement.dataset.contrast = contrast;
    },

    // What a test compares: the text of each block as the browser has it.
    describe() {
      return JSON.stringify({
        generation,
        blocks: Array.from(article.children, (block) => block.textContent),
        comments: highlights.comment.size,
        selected: Array.from(highlights.selected, (range) => range.toString()),
        scroll: window.scrollY,
        background: getComputedStyle(document.body).backgroundColor,
      });
    },
  };
})();
