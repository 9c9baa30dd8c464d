// @ts-check
import { fromSignIn } from "/js/lib/forms.js";
import { equal, ok, test } from "./harness.js";

/** @param {File[]} files */
function form(...files) {
  const form = document.createElement("form"), input = document.createElement("input"), chosen = new DataTransfer();
  form.method = "post";
  form.innerHTML = '<p data-sending hidden></p><button></button>';
  input.type = "file";
  input.name = "file";
  files.forEach(file => chosen.items.add(file));
  input.files = chosen.files;
  form.append(input);
  document.body.append(form);
  return form;
}

/** As when a person presses the button, without going anywhere. @param {HTMLFormElement} form */
function send(form) {
  const submitted = new SubmitEvent("submit", {bubbles: true, cancelable: true, submitter: form.querySelector("button")});
  form.dispatchEvent(submitted);
  return !submitted.defaultPrevented;
}

/** @param {HTMLFormElement} form */
const says = form => !form.querySelector("[data-sending]")?.hasAttribute("hidden");

test("a form that carries a file says that it is on its way, and is sent once", () => {
  const uploading = form(new File(["%PDF"], "slides.pdf"));
  ok(send(uploading));
  ok(says(uploading));
  ok(!send(uploading));
  uploading.remove();
});

test("a form without a file says nothing of uploading", () => {
  const plain = form();
  ok(send(plain));
  ok(!says(plain));
  plain.remove();
});

test("a form can be sent again by whoever comes back to it", () => {
  const uploading = form(new File(["%PDF"], "slides.pdf"));
  send(uploading);
  dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
  equal(says(uploading), false);
  ok(send(uploading));
  uploading.remove();
});

test("what was typed comes back from any door of sign-in, and from nowhere else", () => {
  for (const door of ["/sign-in", "/sign-in?again", "/sign-in/code", "/sign-in/code?x", "/base/sign-in"]) ok(fromSignIn(`https://lectern.example${door}`), door);
  for (const page of ["", "https://lectern.example/", "https://lectern.example/sign-in-help", "https://lectern.example/courses?from=/sign-in"]) ok(!fromSignIn(page), page);
});
