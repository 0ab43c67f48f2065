import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { createCredential } from './createCredential';
import { readSignIn } from './readSignIn';

const read = (section: JsonObject) =>
  readSignIn(new ConfigReader(section), 'family.azure');

describe('signing in to Azure', () => {
  it('needs no configuration', () => {
    expect(readSignIn(undefined, 'family.azure')).toEqual({
      cloud: 'public',
      authorityHost: 'https://login.microsoftonline.com',
      credential: { kind: 'default' },
    });
  });

  it('knows where the tokens of a cloud come from, unless it is told', () => {
    expect(read({ cloud: 'china' }).authorityHost).toBe(
      'https://login.chinacloudapi.cn',
    );
    expect(
      read({ authorityHost: 'https://login.example.com/' }).authorityHost,
    ).toBe('https://login.example.com');
  });

  it.each([
    [{ kind: 'default' }, 'DefaultAzureCredential'],
    [{ kind: 'managedIdentity', clientId: 'a' }, 'ManagedIdentityCredential'],
    [{ kind: 'managedIdentity' }, 'ManagedIdentityCredential'],
    [
      { kind: 'clientSecret', tenantId: 't', clientId: 'a', clientSecret: 'b' },
      'ClientSecretCredential',
    ],
    [
      {
        kind: 'workloadIdentity',
        tenantId: 't',
        clientId: 'a',
        tokenFile: '/var/run/token',
      },
      'WorkloadIdentityCredential',
    ],
  ])('signs in with %j', (credential, name) => {
    const signIn = read({ credential });
    expect(signIn.credential).toEqual(credential);
    const { authorityHost } = signIn;
    const created = createCredential(signIn.credential, { authorityHost });
    expect(created.constructor.name).toBe(name);
  });

  it.each([
    [
      { cloud: 'moon' },
      "family.azure.cloud is 'moon'; expected public, government, china",
    ],
    [
      { authorityHost: 'http://a' },
      'family.azure.authorityHost must be an https URL',
    ],
    [
      { credential: { kind: 'magic' } },
      "family.azure.credential.kind is 'magic'; expected default, clientSecret, managedIdentity or workloadIdentity",
    ],
    [{ credential: { kind: 'clientSecret' } }, 'credential.tenantId'],
  ])('says what is wrong with %j', (section, message) => {
    expect(() => read(section)).toThrow(message);
  });
});
