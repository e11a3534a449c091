// form[data-passkey="create" or "get"]: asks the device for a passkey and sends what it answers in
// the field `credential`. Options stand in data-options, or at data-options-url for a login.
// [data-passkey-ready] is shown where the browser knows passkeys, [data-passkey-missing] elsewhere,
// [data-passkey-refused] when the device or the person said no.
import { attach } from "./attach.js";
import { free } from "./busy.js";

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) => {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const known = (list = []) => list.map((key) => ({ ...key, id: toBytes(key.id) }));

function enrolment(publicKey, { alone }) {
  const strict = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  return {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
    excludeCredentials: known(publicKey.excludeCredentials),
    authenticatorSelection: { ...publicKey.authenticatorSelection, ...(alone ? strict : {}) },
  };
}

const proof = (publicKey) => ({
  ...publicKey,
  challenge: toBytes(publicKey.challenge),
  allowCredentials: known(publicKey.allowCredentials),
});

function plain(credential) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = parts.filter((name) => credential.response[name]);
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(given.map((name) => [name, toText(credential.response[name])])),
  };
}

async function optionsOf(form) {
  if (form.dataset.options) {
    return JSON.parse(form.dataset.options);
  }
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    throw new Error(`No options: ${answer.status}`);
  }
  return (await answer.json()).request_options;
}

async function ask(form) {
  const { publicKey } = await optionsOf(form);
  if (form.dataset.passkey === "create") {
    const alone = form.elements.passwordless?.checked ?? false;
    return navigator.credentials.create({ publicKey: enrolment(publicKey, { alone }) });
  }
  return navigator.credentials.get({ publicKey: proof(publicKey) });
}

attach("form[data-passkey]", (form) => {
  const refused = form.querySelector("[data-passkey-refused]");
  const isKnown = "PublicKeyCredential" in window;
  for (const element of form.querySelectorAll("[data-passkey-ready]")) {
    element.hidden = !isKnown;
  }
  for (const element of form.querySelectorAll("[data-passkey-missing]")) {
    element.hidden = isKnown;
  }
  form.hidden = form.hidden && !isKnown;
  let hasAnswer = false;
  // Captured, so that nothing else sends the form while the device is still asking.
  form.addEventListener(
    "submit",
    async (event) => {
      if (hasAnswer) {
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      free(form);
      refused.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(plain(await ask(form)));
      } catch {
        refused.hidden = false;
        return;
      }
      hasAnswer = true;
      form.requestSubmit();
    },
    { capture: true },
  );
});
