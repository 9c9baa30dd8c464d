// @ts-check
// Every page loads this. It tells the server the reader's time zone and defines the small elements of ordinary
// pages, which all work without it.
import './lib/zone.js';
import './lib/forms.js';
import './lib/prose.js';
import './lib/tabs.js';
import './elements/deck-file.js';
import './elements/found-questions.js';
import './elements/plan-preview.js';
import './elements/question-inbox.js';
import './elements/question-picture.js';
import './elements/relative-time.js';
import './elements/sample-notice.js';
