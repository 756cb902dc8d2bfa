/*
 * Passkeys: the browser makes or proves one, and the form sends what the browser says.
 *
 * <form data-passkey="create" data-options='{…}'>   makes a passkey when it is sent
 * <form data-passkey="get" data-options='{…}'>      proves one of those that the options name
 * <form data-passkey="get" data-options-from="/…">  asks for the options first: anybody's passkey
 * <p data-passkey-missing hidden>                   is shown where the browser knows no passkeys
 *
 * A form is hidden until this script shows it. Its field "answer" takes what the browser says, and its
 * element [data-passkey-wrong] is shown when the browser says nothing.
 */

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const keysOf = (list) => (list || []).map((key) => ({ ...key, id: bytesOf(key.id) }));

const readable = ({ publicKey }) => ({
  publicKey: {
    ...publicKey,
    challenge: bytesOf(publicKey.challenge),
    ...(publicKey.user && { user: { ...publicKey.user, id: bytesOf(publicKey.user.id) } }),
    ...(publicKey.excludeCredentials && { excludeCredentials: keysOf(publicKey.excludeCredentials) }),
    ...(publicKey.allowCredentials && { allowCredentials: keysOf(publicKey.allowCredentials) }),
  },
});

const sendable = (key) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = textOf(key.response[name]);
  }
  return JSON.stringify({
    id: key.id,
    rawId: textOf(key.rawId),
    type: key.type,
    response,
    clientExtensionResults: key.getClientExtensionResults(),
  });
};

const optionsOf = async (form) => {
  if (!form.dataset.optionsFrom) return JSON.parse(form.dataset.options);
  const seal = form.elements.csrfmiddlewaretoken.value;
  const answer = await fetch(form.dataset.optionsFrom, {
    method: "POST",
    headers: { "X-CSRFToken": seal },
  });
  return answer.json();
};

const prove = async (form) => {
  const wrong = form.querySelector("[data-passkey-wrong]");
  wrong.hidden = true;
  try {
    const key = await navigator.credentials[form.dataset.passkey](readable(await optionsOf(form)));
    form.elements.answer.value = sendable(key);
    form.submit(); // not requestSubmit: this listener would answer again
  } catch {
    wrong.hidden = false;
    wrong.focus();
  }
};

const usable = window.PublicKeyCredential && !/^[\d.]+$|^\[/.test(location.hostname);

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !usable;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.reportValidity()) prove(form);
  });
}
for (const note of document.querySelectorAll("[data-passkey-missing]")) note.hidden = Boolean(usable);
