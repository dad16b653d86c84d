// Every example on the page of the API can be changed and tried here. Without this script it is
// a line for a shell, as it stands.

const key = document.createElement("input");
key.type = "password";
key.autocomplete = "off";
const asked = document.createElement("label");
asked.append("API key, if this server asks for one ", key);
document.querySelector("header").append(asked);

async function ask(method, target, body) {
  const headers = {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key.value) headers.Authorization = `Bearer ${key.value}`;
  const response = await fetch(target, { method, headers, body });
  const text = await response.text();
  let shown = text;
  try {
    shown = JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    // not JSON: a page, a text, nothing
  }
  return `${response.status} ${response.statusText}\n${shown}`;
}

for (const line of document.querySelectorAll("pre[data-target]")) {
  const { method, target, body } = line.dataset;
  const form = document.createElement("form");
  const given = document.createElement("textarea");
  given.value = body ?? target;
  given.rows = given.value.split("\n").length;
  given.spellcheck = false;
  given.setAttribute("aria-label", body ? `Body of ${method} ${target}` : `Address to ${method}`);
  const send = document.createElement("button");
  send.textContent = "Try it";
  const reply = document.createElement("pre");
  reply.hidden = true;
  reply.setAttribute("role", "status");
  form.append(given, send);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    try {
      reply.textContent = body
        ? await ask(method, target, given.value)
        : await ask(method, given.value.trim());
    } catch (error) {
      reply.textContent = `No reply: ${error.message}`;
    }
    reply.hidden = false;
    send.disabled = false;
  });
  line.after(form, reply);
}
