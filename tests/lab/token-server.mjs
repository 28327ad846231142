// The lab's token server: npm's oidc-provider behind HTTPS, with the address
// shape of Microsoft's token endpoint (/{tenant}/oauth2/v2.0/token) and the
// claims of an app-only access token of Exchange Online.
//
//   node token-server.mjs DIR
//
// DIR holds lab.json (ports, tenant, secret, clients), the TLS certificate and
// the signing key. The server ends when its standard input is closed.
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';

import { Provider } from 'oidc-provider';

const dir = process.argv[2];
const lab = JSON.parse(readFileSync(join(dir, 'lab.json'), 'utf8'));
const issuer = `https://localhost:${lab.ports.token}/${lab.tenant}/`;

// One client per kind of token. `changes` are laid over the claims.
const now = () => Math.floor(Date.now() / 1000);
const CLIENTS = {
  good: {},
  expired: { changes: () => ({ iat: now() - 7200, nbf: now() - 7200, exp: now() - 3600 }) },
  graph: { changes: () => ({ aud: 'https://graph.microsoft.com' }) },
  // Entra issues a token without roles where nothing was granted, and Exchange
  // then refuses the login; no `upn` makes Dovecot refuse it at once.
  'no-role': { changes: () => ({ roles: undefined, upn: undefined }) },
  // RBAC for Applications: no role in the token, and the login works.
  rbac: { changes: () => ({ roles: undefined }) },
  // A token for another mailbox: Dovecot answers 334 with JSON first.
  'other-mailbox': { changes: () => ({ upn: 'somebody.else@example.com' }) },
};
const kindOf = (clientId) => Object.keys(CLIENTS).find((kind) => lab.clients[kind] === clientId);

const privateKey = createPrivateKey(readFileSync(join(dir, 'signing.key')));
const provider = new Provider(issuer, {
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'lab', alg: 'RS256', use: 'sig' }] },
  clients: Object.keys(CLIENTS).map((kind) => ({
    client_id: lab.clients[kind],
    client_secret: lab.secret,
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    scope: lab.scope,
  })),
  clientAuthMethods: ['client_secret_post'],
  responseTypes: ['none'],
  scopes: [lab.scope],
  routes: { token: `/${lab.tenant}/oauth2/v2.0/token` },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      // Entra knows no `resource` parameter: the resource stands in the scope.
      defaultResource: (ctx) => String(ctx.oidc.params.scope ?? '').replace(/\/\.default$/, ''),
      getResourceServerInfo: (_ctx, resource) => ({
        scope: `${resource}/.default`,
        audience: resource,
        accessTokenTTL: 3599,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  extraTokenClaims: (_ctx, token) => ({
    app_displayname: 'osweb mail (lab)',
    appid: token.clientId,
    appidacr: '1',
    oid: lab.object_id,
    roles: ['SMTP.SendAsApp'],
    tid: lab.tenant,
    upn: lab.mailbox,
    ver: '1.0',
  }),
  formats: {
    customizers: {
      jwt: (_ctx, token, parts) => {
        // Dovecot 2.3 refuses the type `at+jwt`; Entra says JWT, too.
        parts.header = { ...parts.header, typ: 'JWT' };
        const change = CLIENTS[kindOf(token.clientId)]?.changes;
        const claims = { nbf: parts.payload.iat, ...parts.payload, ...(change ? change() : {}) };
        delete claims.scope;
        parts.payload = claims;
        return parts;
      },
    },
  },
});

const server = createServer(
  { cert: readFileSync(join(dir, 'good.pem')), key: readFileSync(join(dir, 'good.key')) },
  provider.callback(),
);
server.listen(lab.ports.token, '127.0.0.1');
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
