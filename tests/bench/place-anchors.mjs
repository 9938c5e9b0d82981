// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places anchors by other libraries, for bench-anchor-peers.c:
//
//     place-anchors.mjs MODULES WAY FILE SECONDS
//
// FILE has {"old", "new", "anchors": [{"start", "end", "exact", "prefix", "suffix"}]} in ASCII, so that offsets are the same for all.
// Writes {"milliseconds", "done", "places": [[start, end] or null]}; after SECONDS it begins no further anchor, and "done" says how many there were.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, way, file, seconds] = process.argv.slice(2);
const input = JSON.parse(readFileSync(file, 'utf8'));

async function load(name) {
  const folder = join(modules, name);
  const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return (await import(pathToFileURL(join(folder, main ?? 'index.js')))).default;
}

// As Hypothesis's client does: the position if the quote stands there, else the best match of the quote, rated by quote, prefix, suffix
// and distance, in which each counts as much as there.
async function approximate(text) {
  const search = await load('approx-string-match');

  function find(where, what, mostErrors) {
    const found = [];
    for (let at = where.indexOf(what); at !== -1; at = where.indexOf(what, at + 1)) {
      found.push({ start: at, end: at + what.length, errors: 0 });
    }
    return found.length > 0 ? found : search(where, what, mostErrors);
  }

  function likeness(where, what) {
    if (where.length === 0 || what.length === 0) return 0;
    return 1 - find(where, what, what.length)[0].errors / what.length;
  }

  function rate(match, { start, exact, prefix, suffix }) {
    const before = text.slice(Math.max(0, match.start - prefix.length), match.start);
    const after = text.slice(match.end, match.end + suffix.length);
    return 50 * (1 - match.errors / exact.length) + 20 * (prefix ? likeness(before, prefix) : 1) +
      20 * (suffix ? likeness(after, suffix) : 1) + 2 * (1 - Math.abs(match.start - start) / text.length);
  }

  return (anchor) => {
    if (text.slice(anchor.start, anchor.end) === anchor.exact) return [anchor.start, anchor.end];
    const matches = find(text, anchor.exact, Math.min(256, anchor.exact.length / 2));
    let best = null;
    let most = -1;
    for (const match of matches) {
      const rated = rate(match, anchor);
      if (rated > most) [best, most] = [match, rated];
    }
    return best && [best.start, best.end];
  };
}

// As libraries that anchor in pages do: the prefix near the position, then slices of the quote, no longer than the library takes, each near the last.
async function fuzzy(text) {
  const Library = await load('diff-match-patch');
  const library = new Library();

  return ({ start, exact, prefix, suffix }) => {
    let near = start;
    library.Match_Distance = 2 * text.length;
    const before = prefix ? library.match_main(text, prefix, near) : -1;
    if (before !== -1) {
      near = before + prefix.length;
    } else if (suffix) {
      const after = library.match_main(text, suffix, near + exact.length);
      if (after !== -1) near = after - exact.length;
    }
    let range = null;
    for (let at = 0; at < exact.length; at += library.Match_MaxBits) {
      const slice = exact.slice(at, at + library.Match_MaxBits);
      const found = library.match_main(text, slice, near);
      if (found === -1) return null;
      near = found + slice.length;
      range = range ? [Math.min(range[0], found), Math.max(range[1], near)] : [found, near];
      library.Match_Distance = 64;
    }
    return range;
  };
}

// As the library's own pages advise for words: one character for each, a difference of these, and both ends mapped through it.
async function mapped(text) {
  const Library = await load('diff-match-patch');
  const library = new Library();
  const numbers = new Map();
  const words = [''];

  const encode = (whole) => whole.match(/\w+|\s+|[^\w\s]/g).map((word) => {
    if (!numbers.has(word)) {
      numbers.set(word, words.length);
      words.push(word);
    }
    return String.fromCharCode(numbers.get(word));
  }).join('');

  library.Diff_Timeout = seconds;
  const diffs = library.diff_main(encode(input.old), encode(text), false);
  library.diff_charsToLines_(diffs, words);
  return ({ start, end }) => {
    const range = [library.diff_xIndex(diffs, start), library.diff_xIndex(diffs, end)];
    return range[0] < range[1] ? range : null;
  };
}

const begun = performance.now();
const place = await { approximate, fuzzy, mapped }[way](input.new);
const places = [];
for (const anchor of input.anchors) {
  if (performance.now() - begun > seconds * 1000) break;
  places.push(place(anchor));
}
console.log(JSON.stringify({ milliseconds: performance.now() - begun, done: places.length, places }));
