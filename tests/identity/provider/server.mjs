// A real OpenID provider for the tests: node server.mjs PORT SERVICE, issuer http://127.0.0.1:PORT, client `weerklank` of
// the service at SERVICE. Its own pages take any login and any password; the person's claims follow from the login.
import { Provider } from "oidc-provider";

const [port, service] = process.argv.slice(2);

const PEOPLE = {
  anna: { name: "Anna de Koning", email: "anna@devries.example", department: "Logistiek", groups: ["everybody", "planning"] },
  bram: { name: "Bram Jansen", email: "bram@devries.example", department: "Logistiek", groups: ["everybody"] },
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "weerklank",
      client_secret: "s3cret-of-the-tests",
      redirect_uris: [`${service}/auth/callback`],
      post_logout_redirect_uris: [`${service}/auth/signed-out`],
      backchannel_logout_uri: `${service}/auth/backchannel-logout`,
      backchannel_logout_session_required: true,
    },
  ],
  scopes: ["openid", "profile", "email"],
  claims: { openid: ["sub"], profile: ["name", "department", "groups"], email: ["email"] },
  features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  pkce: { required: () => true },
  cookies: { keys: ["only-for-the-tests"] },
  async findAccount(_context, id) {
    return { accountId: id, claims: async () => ({ sub: id, ...PEOPLE[id] }) };
  },
  // The service stands on loopback, where a provider on the internet would not call.
  fetch: (url, { dispatcher: _checked, ...options }) => globalThis.fetch(url, options),
});
provider.listen(Number(port), "127.0.0.1");
