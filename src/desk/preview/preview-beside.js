// SPDX-License-Identifier: GPL-3.0-or-later
//
// Another audience's text beside the article, in one page with it so that they scroll as one. Headings that belong
// together begin at the same height: the one that would stand higher is moved down.

'use strict';

(() => {
  const page = globalThis.attestPage;
  const column = document.querySelector('.page-beside');
  const article = column.querySelector('.prose');
  const footer = column.querySelector('.references');

  let blocks = [];
  let pairs = [];
  let moved = [];
  let aligned = [];

  const align = () => {
    for (const block of moved)
      block.style.marginTop = '';
    moved = [];
    aligned = [];
    if (column.hidden)
      return;
    const tops = pairs.map(([one, other]) => [page.blocks[one], blocks[other]])
      .filter(([one, other]) => one && other)
      .map(([one, other]) => [one, one.getBoundingClientRect().top, other, other.getBoundingClientRect().top]);
    let down = 0;
    let otherDown = 0;
    // All are measured before any is moved, so that the page is laid out once.
    for (const [one, top, other, otherTop] of tops) {
      const gap = (top + down) - (otherTop + otherDown);
      if (gap > 0.5) {
        other.style.marginTop = `${gap}px`;
        otherDown += gap;
        moved.push(other);
      } else if (gap < -0.5) {
        one.style.marginTop = `${-gap}px`;
        down -= gap;
        moved.push(one);
      }
      aligned.push([one, other]);
    }
  };

  // Shows a text in the second column, or with null takes the column away.
  attestPreview.beside = ({ text }) => {
    page.keepPlace(() => {
      column.hidden = text === null;
      document.documentElement.classList.toggle('compared', text !== null);
      article.replaceChildren();
      blocks = text === null ? [] : text.blocks.map((html) => page.makeBlock(html, false));
      article.append(...blocks);
      footer.innerHTML = text === null ? '' : text.footer;
      pairs = [];
      align();
    }, []);
  };

  // The headings that belong together after an edit, as numbers of blocks.
  attestPreview.pair = ({ pairs: newer }) => {
    pairs = newer;
    page.keepPlace(align, []);
  };

  let width = 0;
  page.widthObserver = new ResizeObserver(() => {
    if (!column.hidden && column.clientWidth !== width) {
      width = column.clientWidth;
      page.keepPlace(align, []);
    }
  });
  page.widthObserver.observe(column);
  column.addEventListener('load', () => page.keepPlace(align, []), true);

  page.besideBlocks = () => column.hidden ? [] : blocks;
  page.besides = () => column.hidden ? [] : [...blocks, ...footer.querySelectorAll('h2, li')];
  page.describers.push(() => ({
    beside: column.hidden ? null : blocks.map((block) => block.textContent),
    aligned: aligned.map(([one, other]) =>
      [one.textContent, other.textContent, one.getBoundingClientRect().top - other.getBoundingClientRect().top]),
  }));
})();
