// @ts-check
import { addresses, writeWithLinks } from './links.js';
import { drawFormulas } from './markdown.js';

// What people wrote at length has its addresses as links, on every page as in the chat.
for (const text of document.querySelectorAll('.prose')) {
  if (addresses(text.textContent ?? '').length > 0) writeWithLinks(text, text.textContent ?? '');
}

// What the server has made of Markdown has its formulas by their source.
drawFormulas(document);
