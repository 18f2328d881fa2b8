// Requests to the control endpoints, and the stream of what changes.

async function answered(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? response.statusText);
  return body;
}

// Never from the cache, in which the browser would look after Back.
export const look = async (path) => answered(await fetch(`/control/${path}`, { cache: "no-store" }));

export const act = async (path, body) => answered(await fetch(`/control/${path}`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
}));

// Calls onEvent for each change, onOpen after each (re)connection, onLost when it breaks.
export function follow(onEvent, onOpen, onLost) {
  const stream = new EventSource("/control/events");
  stream.onmessage = (message) => onEvent(JSON.parse(message.data));
  stream.onopen = onOpen;
  stream.onerror = onLost;
}

export function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
