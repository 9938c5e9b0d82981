// SPDX-License-Identifier: GPL-3.0-or-later
//
// The preview's own code. It runs in a world of its own beside the article, whose text can neither see nor call it. It
// knows blocks by their number and places in a block as UTF-16 units of its text; what those are in the Markdown is the
// window's affair.
//
// This file has the page and its blocks; the others each add one thing to `attestPreview`, which is what the window calls,
// by way of `page`, which they share.

'use strict';

globalThis.attestPreview = {};

globalThis.attestPage = (() => {
  // Kept from the start: a heading of the article may well have an id of the same name.
  const article = document.querySelector('.page-own > .prose');
  const footer = document.querySelector('.page-own > .references');
  const blocks = [];

  // A block that changes has its neighbours laid out anew. Of some thousand that takes too long, so a chunk has a hundred.
  const CHUNK = 100;

  // Many blocks at once are no edit that anybody has to look for.
  const MOST_EDITED = 40;

  const page = {
    article,
    footer,
    blocks,
    generation: 0,
    post: (message) => window.webkit.messageHandlers.preview.postMessage({ ...message, generation: page.generation }),
    // What has to be done around a patch or after it; each file adds its own.
    keepPlace: (change) => change(),
    showTyped: () => {},
    patched: [],
  };

  const blockOf = (node) => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const block = element ? element.closest('.block') : null;
    return block && article.contains(block) ? block : null;
  };

  // The place of (node, offset) in its block, or null outside the article.
  page.placeOf = (node, offset) => {
    const block = blockOf(node);
    if (!block)
      return null;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(node, offset);
    return { block: blocks.indexOf(block), offset: before.toString().length };
  };

  // The text node and offset at a place of an element. A start belongs to the text behind it, an end to the text before.
  page.nodeAt = (element, offset, isEnd) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let last = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (isEnd ? offset <= node.length : offset < node.length)
        return [node, offset];
      offset -= node.length;
      last = node;
    }
    return last ? [last, last.length] : [element, 0];
  };

  page.rangeIn = (first, offset, last, endOffset) => {
    const range = document.createRange();
    range.setStart(...page.nodeAt(first, offset, false));
    range.setEnd(...page.nodeAt(last, endOffset, true));
    return range;
  };

  page.rangeOf = (mark) => {
    const first = blocks[mark.block];
    const last = blocks[mark.endBlock];
    return first && last ? page.rangeIn(first, mark.offset, last, mark.endOffset) : null;
  };

  page.makeBlock = (html, edited) => {
    const block = document.createElement('div');
    block.className = edited ? 'block edited' : 'block';
    block.dir = 'auto';
    block.innerHTML = html;
    return block;
  };

  const removeBlocks = (first, count) => {
    for (const block of blocks.splice(first, count)) {
      const chunk = block.parentNode;
      block.remove();
      if (!chunk.firstChild)
        chunk.remove();
    }
  };

  // The chunk that new blocks at a place go into, and the block that they go before.
  const findRoom = (first) => {
    const neighbour = blocks[first - 1] || blocks[first];
    if (neighbour)
      return [neighbour.parentNode, first > 0 ? neighbour.nextSibling : neighbour];
    return [article.appendChild(document.createElement('div')), null];
  };

  const splitChunk = (chunk) => {
    while (chunk.childElementCount > 2 * CHUNK) {
      const rest = document.createElement('div');
      rest.append(...Array.from(chunk.children).slice(-CHUNK));
      chunk.after(rest);
    }
  };

  const insertBlocks = (first, htmls, edited) => {
    if (htmls.length === 0)
      return;
    const added = htmls.map((html) => page.makeBlock(html, edited));
    const [chunk, before] = findRoom(first);
    const fragment = document.createDocumentFragment();
    fragment.append(...added);
    chunk.insertBefore(fragment, before);
    splitChunk(chunk);
    blocks.splice(first, 0, ...added);
  };

  // Each edit replaces `removed` blocks from `first` on. What stays keeps its nodes, so that a selection stays too. The
  // numbers are those of before, so the last goes first.
  attestPreview.patch = ({ generation, edits, footer: html, keep, typed }) => {
    const count = edits.reduce((sum, edit) => sum + edit.blocks.length, 0);
    const change = () => {
      for (const { first, removed, blocks: htmls } of edits.toReversed()) {
        removeBlocks(first, removed);
        insertBlocks(first, htmls, keep && count <= MOST_EDITED);
      }
      if (footer.innerHTML !== html)
        footer.innerHTML = html;
    };
    page.generation = generation;
    if (keep)
      page.keepPlace(change, edits);
    else
      change();
    if (typed)
      page.showTyped(typed);
    for (const patched of page.patched)
      patched(keep);
  };

  const highlights = { comment: new Highlight(), blocking: new Highlight(), selected: new Highlight() };
  for (const [name, highlight] of Object.entries(highlights))
    CSS.highlights.set(name, highlight);

  // The marks that are shown, under the block that each begins in.
  let shown = new Map();

  const placeMark = (mark) => {
    const name = mark.selected ? 'selected' : mark.blocking ? 'blocking' : 'comment';
    return { first: blocks[mark.block], offset: mark.offset, last: blocks[mark.endBlock], endOffset: mark.endOffset, name };
  };

  const takeSame = (place) => {
    const candidates = shown.get(place.first) || [];
    const index = candidates.findIndex(({ offset, last, endOffset, name }) => offset === place.offset &&
      last === place.last && endOffset === place.endOffset && name === place.name);
    return index < 0 ? null : candidates.splice(index, 1)[0];
  };

  // A range that lives has its words painted anew at each edit anywhere on the page, which takes longer than all else.
  const addMark = (place) => {
    place.range = new StaticRange(page.rangeIn(place.first, place.offset, place.last, place.endOffset));
    highlights[place.name].add(place.range);
    return place;
  };

  const textOf = ({ startContainer, startOffset, endContainer, endOffset }) => {
    const range = document.createRange();
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
    return range.toString();
  };

  // What stands where it stood is left alone: each range that comes or goes has its words painted anew. WebKit does so for
  // what leaves a highlight, but not for what leaves with one, so these three stay.
  attestPreview.mark = ({ marks }) => {
    const places = marks.map(placeMark).filter(({ first, last }) => first && last);
    const kept = new Map();
    for (const [place, same] of places.map((place) => [place, takeSame(place)])) {
      const list = kept.get(place.first) || [];
      list.push(same || addMark(place));
      kept.set(place.first, list);
    }
    for (const { name, range } of Array.from(shown.values()).flat())
      highlights[name].delete(range);
    shown = kept;
  };

  attestPreview.look = ({ theme, contrast, motion, columns }) => {
    document.documentElement.dataset.columns = columns;
    document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.contrast = contrast;
    document.documentElement.dataset.motion = motion;
  };

  // Lines of text that stand above the article on paper only.
  attestPreview.printWords = ({ lines }) => {
    document.querySelector('.print-words').replaceChildren(...lines.map((line) => {
      const element = document.createElement('p');
      element.textContent = line;
      return element;
    }));
  };

  document.addEventListener('animationend', (event) => {
    if (event.target.classList)
      event.target.classList.remove('edited');
  });

  // What a test compares: the text of each block as the browser has it, and what else is to be seen.
  page.describers = [() => ({
    generation: page.generation,
    blocks: blocks.map((block) => block.textContent),
    edited: Array.from(article.querySelectorAll('.edited'), (block) => block.textContent),
    comments: highlights.comment.size,
    selected: Array.from(highlights.selected, textOf),
    footer: footer.textContent,
    scroll: window.scrollY,
    width: window.innerWidth,
    background: getComputedStyle(document.body).backgroundColor,
  })];
  attestPreview.describe = () => JSON.stringify(Object.assign({}, ...page.describers.map((describe) => describe())));

  return page;
})();
