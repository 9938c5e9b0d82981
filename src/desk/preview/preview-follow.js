// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the reader is: follows the source and is followed by it, line by line, and stays there while the text above
// changes its height.

'use strict';

(() => {
  const page = globalThis.attestPage;
  const { article, blocks } = page;

  // Where the window itself has scrolled to. That is not told back: panes that follow each other must not echo.
  let expected = -Infinity;

  const scrollTo = (top) => {
    const most = document.documentElement.scrollHeight - window.innerHeight;
    expected = Math.round(Math.max(0, Math.min(top, most)));
    window.scrollTo({ top: expected, behavior: 'instant' });
  };

  // How much further down the page is than the source, for what is being typed to be seen.
  let lift = 0;

  // The number of the last block that begins at or above the top of the window.
  const topBlock = () => {
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (blocks[middle].getBoundingClientRect().top <= 0.5)
        low = middle;
      else
        high = middle - 1;
    }
    return low;
  };

  // ---- Lines ----

  // How far down a character stands. One in the middle of a row is as much further down as it is along, so that lines of the
  // source that share a row of the page follow each other.
  const placeOfCharacter = (range, box, fromRight) => {
    const character = range.getBoundingClientRect();
    const along = fromRight ? box.right - character.right : character.left - box.left;
    return character.top + character.height * Math.max(0, Math.min(1, along / Math.max(1, box.width)));
  };

  // The cells of a row are one line of the source.
  const isLaterCell = (node) => {
    const cell = node.parentElement.closest('td, th');
    return cell !== null && cell.previousElementSibling !== null;
  };

  // Where the lines of the source that a block was made from begin on the page: {offset, top}, from the top down. A line
  // break of the source is one in the block's text too. The first of all has what is above the article with it.
  const linesOf = (number) => {
    const block = blocks[number];
    const box = block.getBoundingClientRect();
    const fromRight = getComputedStyle(block.firstElementChild || block).direction === 'rtl';
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const lines = [];
    const range = document.createRange();
    let offset = 0;
    let atStart = true;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data;
      for (let i = 0; i < text.length; i++) {
        if (text[i] === '\n') {
          atStart = true;
        } else if (atStart && text[i] !== ' ' && text[i] !== '\t') {
          atStart = false;
          if (isLaterCell(node))
            continue;
          range.setStart(node, i);
          range.setEnd(node, i + 1);
          const top = placeOfCharacter(range, box, fromRight);
          if (lines.length === 0 || top > lines.at(-1).top)
            lines.push({ offset: offset + i, top });
        }
      }
      offset += text.length;
    }
    if (lines.length === 0)
      lines.push({ offset: 0, top: 0 });
    lines[0].top = number === 0 ? -window.scrollY : box.top;
    return lines;
  };

  const endOf = (number) =>
    number + 1 < blocks.length ? blocks[number + 1].getBoundingClientRect().top : article.getBoundingClientRect().bottom;

  const topPlace = () => {
    const block = topBlock();
    const lines = linesOf(block);
    const next = lines.findIndex((line) => line.top > 0.5);
    const index = next < 0 ? lines.length - 1 : Math.max(0, next - 1);
    const line = lines[index];
    const bottom = index + 1 < lines.length ? lines[index + 1].top : endOf(block);
    const fraction = bottom > line.top ? Math.max(0, Math.min(1, -line.top / (bottom - line.top))) : 0;
    return { block, offset: line.offset, fraction };
  };

  attestPreview.scroll = ({ block, offset, fraction }) => {
    if (!blocks[block])
      return;
    const lines = linesOf(block);
    const index = Math.max(0, lines.findLastIndex((line) => line.offset <= offset));
    const bottom = index + 1 < lines.length ? lines[index + 1].top : endOf(block);
    const top = window.scrollY + lines[index].top + fraction * (bottom - lines[index].top);
    // Each step of the source takes away half of itself, so that the two come together again and nothing jumps.
    lift = Math.max(0, lift - Math.abs(top + lift - window.scrollY) / 2);
    scrollTo(top + lift);
    remember();
  };

  page.showRange = (range) => {
    const top = placeInSight(range);
    if (top === null)
      return;
    scrollTo(top);
    remember();
  };

  attestPreview.reveal = (mark) => {
    const range = page.rangeOf(mark);
    if (range)
      page.showRange(range);
  };

  // The source shows what is typed at its lower edge, where the page may not have come so far, or not be as long.
  page.showTyped = (place) => {
    const character = page.rangeOf({ ...place, offset: Math.max(0, place.offset - 1) });
    if (!character)
      return;
    const box = (character.collapsed ? blocks[place.block] : character).getBoundingClientRect();
    const room = Math.min(box.height, window.innerHeight / 4);
    const below = Math.max(0, box.bottom + room - window.innerHeight) || Math.min(0, box.top);
    if (below === 0)
      return;
    lift = Math.max(0, lift + below);
    scrollTo(window.scrollY + below);
    remember();
  };

  // How far to scroll for a range to be seen, null if it is.
  const placeInSight = (range) => {
    const box = range.getBoundingClientRect();
    if (box.top >= 0 && box.bottom <= window.innerHeight)
      return null;
    return window.scrollY + box.top - window.innerHeight / 3;
  };

  // Shows a range that the reader went to here, so that the other panes are told where that is.
  page.show = (range) => {
    const top = placeInSight(range);
    if (top !== null)
      window.scrollTo({ top, behavior: 'instant' });
  };

  // ---- Staying there ----

  // The block at the top: how far above the window's edge it begins, and how high it was then. None at the very top.
  let anchor = null;

  const remember = () => {
    if (window.scrollY <= 0 || blocks.length === 0) {
      anchor = null;
      return;
    }
    const block = blocks[topBlock()];
    const box = block.getBoundingClientRect();
    anchor = { block, top: box.top, height: box.height };
  };

  const comeBack = () => {
    if (!anchor || !anchor.block.isConnected)
      return;
    const box = anchor.block.getBoundingClientRect();
    // In a block that is broken into other lines now, the same part of it is the same place.
    const share = anchor.top < 0 && anchor.height > 0 ? box.height / anchor.height : 1;
    const moved = box.top - anchor.top * share;
    if (Math.abs(moved) > 0.5)
      scrollTo(window.scrollY + moved);
    anchor = { block: anchor.block, top: anchor.top * share, height: box.height };
  };

  // Where the block at the top goes away, the one that comes in its place keeps the top, or else its neighbour.
  const findHeir = (edits) => {
    const number = blocks.indexOf(anchor.block);
    const edit = edits.find(({ first, removed }) => number >= first && number < first + removed);
    if (!edit)
      return null;
    const after = blocks[edit.first + edit.removed];
    const shift = edits.reduce((sum, { first, removed, blocks: added }) =>
      first < edit.first ? sum + added.length - removed : sum, 0);
    if (edit.blocks.length === edit.removed)
      return () => blocks[number + shift];
    if (after && after.getBoundingClientRect().top < window.innerHeight) {
      anchor = { block: after, top: after.getBoundingClientRect().top, height: 0 };
      return () => after;
    }
    return () => blocks[Math.min(number + shift, blocks.length - 1)];
  };

  page.keepPlace = (change, edits) => {
    const heir = anchor ? findHeir(edits) : null;
    change();
    if (!anchor)
      return;
    const block = heir ? heir() : anchor.block;
    if (!block) {
      anchor = null;
      return;
    }
    if (heir)
      anchor = { block, top: anchor.top, height: block.getBoundingClientRect().height };
    comeBack();
  };
  page.patched.push((kept) => {
    if (!kept)
      remember();
  });

  // Images that arrive, another width, another zoom: told after layout and before it is painted, so that nothing jumps. An
  // observer misses a change now and then that somebody measured before it could.
  page.heightObserver = new ResizeObserver(comeBack);
  page.heightObserver.observe(article);
  window.addEventListener('resize', comeBack);
  document.addEventListener('load', comeBack, true);

  let waits = false;
  window.addEventListener('scroll', () => {
    // What the window scrolled to is remembered already. By now a picture may have arrived above, which the observer tells
    // of only after this event: what stands at the top is not what the reader was at.
    if (Math.abs(window.scrollY - expected) < 2)
      return;
    expected = -Infinity;
    remember();
    lift = 0;
    if (waits)
      return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      if (blocks.length > 0 && Math.abs(window.scrollY - expected) >= 2)
        page.post({ kind: 'scrolled', ...topPlace() });
    });
  }, { passive: true });

  page.describers.push(() => ({ top: blocks.length > 0 ? topPlace() : null }));
})();
