// @ts-check
// Times are written by the server; this is how it knows on whose clock.
import { reloadOnce } from "./reload.js";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const before = /(?:^|; )zone=([^;]*)/.exec(document.cookie)?.[1];
if (zone) {
  document.cookie = `zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  // Somebody has travelled since the last page, and this one was written for where they were.
  if (before && decodeURIComponent(before) !== zone && decodeURIComponent(before) === document.documentElement.dataset.zone) reloadOnce(`zone ${zone}`);
}
