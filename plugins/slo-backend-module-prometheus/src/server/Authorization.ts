import { createCredential } from '@plumbline/plugin-azure-node';
import { ServerIdentity } from '../config/PrometheusServer';
import { EntraAuthorization } from './EntraAuthorization';

/** Says to a server who asks. */
export interface Authorization {
  /**
   * Value of the `Authorization` header, `undefined` for none.
   *
   * @throws Error with a message for the owner of the SLO.
   */
  header(): Promise<string | undefined>;
  /** Called when the server refused a header (401): whether to ask again with another one. */
  renew(refused: string | undefined): boolean;
}

/** The authorization that an identity of the configuration stands for. */
export function authorizationOf(identity: ServerIdentity): Authorization {
  switch (identity.kind) {
    case 'token':
      return fixed(`Bearer ${identity.token}`);
    case 'basic': {
      const { username, password } = identity;
      const pair = Buffer.from(`${username}:${password}`).toString('base64');
      return fixed(`Basic ${pair}`);
    }
    case 'entra': {
      const { authorityHost, credential, scope } = identity.entra;
      return new EntraAuthorization({
        scope,
        createCredential: () => createCredential(credential, { authorityHost }),
      });
    }
    default:
      return fixed(undefined);
  }
}

function fixed(header: string | undefined): Authorization {
  return { header: async () => header, renew: () => false };
}
