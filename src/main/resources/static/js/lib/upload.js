// @ts-check

/**
 * Sends a file with a form and tells how far it is. `fetch` cannot tell, so this is XMLHttpRequest.
 * @param {string} url
 * @param {Record<string, File|number>} parts of the form, by their names
 * @param {{progress: (share: number) => void, signal: AbortSignal}} how share from 0 to 1
 * @returns {Promise<{status: number, body: any}>} rejected when the file did not arrive
 */
export function upload(url, parts, {progress, signal}) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest(), form = new FormData();
    for (const [name, part] of Object.entries(parts)) form.append(name, part instanceof File ? part : String(part));
    request.open("POST", url);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRF-TOKEN", csrfToken());
    request.upload.onprogress = ({loaded, total, lengthComputable}) => lengthComputable && progress(loaded / total);
    request.onload = () => done({status: request.status, body: request.response});
    request.onerror = request.onabort = () => failed(new Error("not uploaded"));
    signal.addEventListener("abort", () => request.abort(), {once: true});
    request.send(form);
  });
}

/** The token the server put into the page; every change over HTTP carries it. */
export function csrfToken() {
  return /** @type {HTMLMetaElement|null} */ (document.querySelector('meta[name="csrf-token"]'))?.content ?? "";
}
