/** One file on its way to the service, with its progress. */
import { Problem } from "../core/problem.js";

/** @typedef {import("../core/client.js").Client} Client */
/** @typedef {import("../types.js").Attachment} Attachment */

/** What the service takes of an image, bytes; larger ones are made smaller first. */
const MOST_OF_IMAGE = 5e6;
/** The longest side of what is made smaller, pixels: as the service keeps it. */
const LONGEST = 2048;

/** @param {Client} client @param {File} file @param {(percent: number) => void} tell @param {AbortSignal} signal @returns {Promise<Attachment>} */
export const upload = (client, file, tell, signal) =>
  carry(client, `POST /files?name=${encodeURIComponent(file.name)}`, file, tell, signal);

/** @param {Client} client @param {string} way method and path @param {File} file @param {(percent: number) => void} tell @param {AbortSignal} signal @returns {Promise<any>} what the service made of it */
export async function carry(client, way, file, tell, signal) {
  const body = file.size > MOST_OF_IMAGE && file.type.startsWith("image/") ? await smaller(file) : file;
  const [method, path] = way.split(" ");
  const to = { method, url: client.base + path, tongue: client.tongue };
  const ask = (/** @type {string} */ token) => send(to, token, body, tell, signal);
  let answer = await ask(await client.session.token());
  if (answer.status === 401) answer = await ask(await client.session.renew());
  const said = parse(answer.responseText);
  if (answer.status === 200 || answer.status === 201) return said;
  throw new Problem(
    answer.status,
    said?.code ?? (answer.status ? "unavailable" : "unreachable"),
    said ?? {},
    Number(answer.getResponseHeader("Retry-After")),
  );
}

/** fetch() does not tell how far it is. @param {{method: string, url: string, tongue: string}} to @param {string} token @param {Blob} body @param {(percent: number) => void} tell @param {AbortSignal} signal @returns {Promise<XMLHttpRequest>} */
function send({ method, url, tongue }, token, body, tell, signal) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Accept-Language", tongue);
    // By its name as text: a property of ours is called so too, and the build makes that one shorter.
    request.upload.onprogress = (event) => tell(Math.floor((100 * Reflect.get(event, "loaded")) / (event.total || 1)));
    request.onloadend = () => done(request);
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A photo as large as it is kept; what cannot be read goes as it is, and hears why. @param {File} file @returns {Promise<Blob>} */
async function smaller(file) {
  try {
    const found = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(found.width, found.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(found.width * scale);
    canvas.height = Math.round(found.height * scale);
    canvas.getContext("2d")?.drawImage(found, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
    return made ?? file;
  } catch {
    return file;
  }
}
