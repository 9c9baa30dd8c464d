// @ts-check
// Defines the small elements of ordinary pages. Pages work without any of them.
import './elements/relative-time.js';
import './elements/kept-form.js';
import './elements/upload-form.js';
import './elements/plan-preview.js';
