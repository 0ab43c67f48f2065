import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { CredentialConfig } from './createCredential';
import { readHttpsUrl } from './readHttpsUrl';

/** An Azure cloud by its short name. */
export type CloudName = 'public' | 'government' | 'china';

/** Where the tokens of each cloud come from, as Microsoft's own clients have it. */
const AUTHORITY_HOSTS: Record<CloudName, string> = {
  public: 'https://login.microsoftonline.com',
  government: 'https://login.microsoftonline.us',
  china: 'https://login.chinacloudapi.cn',
};

/** Which cloud the portal signs in to, and how. */
export interface SignIn {
  cloud: CloudName;
  /** Where tokens come from, without a slash at its end. */
  authorityHost: string;
  credential: CredentialConfig;
}

/**
 * Reads `cloud`, `authorityHost` and `credential`; without them it is the
 * public cloud and whatever the machine offers.
 *
 * @param place - path of the section, for errors.
 * @throws InputError that names the key and says what is expected.
 */
export function readSignIn(section: Config | undefined, place: string): SignIn {
  const cloud = section?.getOptionalString('cloud') ?? 'public';
  if (!isCloudName(cloud)) {
    throw new InputError(
      `${place}.cloud is '${cloud}'; expected ${Object.keys(
        AUTHORITY_HOSTS,
      ).join(', ')}`,
    );
  }
  return {
    cloud,
    authorityHost: readHttpsUrl(
      section,
      'authorityHost',
      place,
      AUTHORITY_HOSTS[cloud],
    ),
    credential: readCredential(
      section?.getOptionalConfig('credential'),
      `${place}.credential`,
    ),
  };
}

function isCloudName(name: string): name is CloudName {
  return Object.hasOwn(AUTHORITY_HOSTS, name);
}

function readCredential(
  section: Config | undefined,
  place: string,
): CredentialConfig {
  const kind = section?.getString('kind') ?? 'default';
  switch (kind) {
    case 'default':
      return { kind };
    case 'clientSecret':
      return {
        kind,
        tenantId: section!.getString('tenantId'),
        clientId: section!.getString('clientId'),
        clientSecret: section!.getString('clientSecret'),
      };
    case 'managedIdentity':
      return { kind, clientId: section!.getOptionalString('clientId') };
    case 'workloadIdentity':
      return {
        kind,
        tenantId: section!.getOptionalString('tenantId'),
        clientId: section!.getOptionalString('clientId'),
        tokenFile: section!.getOptionalString('tokenFile'),
      };
    default:
      throw new InputError(
        `${place}.kind is '${kind}'; expected default, clientSecret, managedIdentity or workloadIdentity`,
      );
  }
}
