/** This browser's own subscription to push; there is one on the address of the service only, with its worker. */

/** @typedef {import("../core/client.js").Client} Client */
/** @typedef {{id: string, name: string, endpoint: string, service: string}} Device */
/** @typedef {{items: Device[], application_server_key: string}} Devices */

const PATH = "/me/devices";

/** Whether this browser could be told at all. */
export const canPush = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** The subscription that stands, if any. */
export async function subscribed() {
  if (!canPush()) return null;
  const worker = await navigator.serviceWorker.getRegistration("/app");
  return (await worker?.pushManager.getSubscription()) ?? null;
}

/** @param {Client} client @returns {Promise<Devices>} */
export const devicesOf = (client) => client.get(PATH);

/** Ask the push service of this browser's maker, and tell ours. @param {Client} client @param {string} key @param {string} name @returns {Promise<Device>} */
export async function subscribe(client, key, name) {
  const { pushManager } = await navigator.serviceWorker.ready;
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  return client.call("POST", PATH, { body: { endpoint, keys, name } });
}

/** @param {Client} client @param {Device} device */
export async function unsubscribe(client, device) {
  await client.call("DELETE", `${PATH}/${device.id}`);
  const own = await subscribed();
  if (own?.endpoint === device.endpoint) await own.unsubscribe();
}
