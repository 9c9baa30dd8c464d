// @ts-check
// Every page loads this. It tells the server the reader's time zone, and fetches what only some pages have: their small
// elements, which all work without scripts, and what becomes of what people wrote.
import './lib/zone.js';
import './lib/forms.js';
import './lib/tabs.js';

/** @type {Record<string, () => Promise<unknown>>} what a page has to have, and the module that is for it */
const WHERE = {
  '.prose, code.formula': () => import('./lib/prose.js'),
  'deck-file': () => import('./elements/deck-file.js'),
  'found-questions': () => import('./elements/found-questions.js'),
  'plan-preview': () => import('./elements/plan-preview.js'),
  'question-inbox': () => import('./elements/question-inbox.js'),
  'question-picture': () => import('./elements/question-picture.js'),
  'relative-time': () => import('./elements/relative-time.js'),
  'sample-notice': () => import('./elements/sample-notice.js')
};

for (const [selector, load] of Object.entries(WHERE)) if (document.querySelector(selector)) load();
