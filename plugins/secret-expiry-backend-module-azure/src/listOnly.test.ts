import { resolve } from 'node:path';
import { CertificateClient } from '@azure/keyvault-certificates';
import { KeyClient } from '@azure/keyvault-keys';
import { SecretClient } from '@azure/keyvault-secrets';
import { ESLint } from 'eslint';

jest.setTimeout(60_000);

/** All that may be called of Azure's clients. */
const ALLOWED = new Set([
  'listPropertiesOfSecrets',
  'listDeletedSecrets',
  'listPropertiesOfSecretVersions',
  'listPropertiesOfKeys',
  'listDeletedKeys',
  'listPropertiesOfKeyVersions',
  'getKeyRotationPolicy',
  'listPropertiesOfCertificates',
  'listDeletedCertificates',
  'listPropertiesOfCertificateVersions',
  'listPropertiesOfIssuers',
  'getCertificatePolicy',
]);

const methods = [SecretClient, KeyClient, CertificateClient].flatMap(
  ({ prototype }) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .filter(([, { value }]) => typeof value === 'function')
      .map(([name]) => name)
      // The second is a private part of one that is banned.
      .filter(name => !/^(constructor$|disambiguate)/.test(name)),
);

describe('the lint rule of this package', () => {
  const eslint = new ESLint({ cwd: resolve(__dirname, '..') });
  /** Lines that the rule objects to, from 1. */
  const objected = async (lines: string[]) => {
    const [{ messages }] = await eslint.lintText(lines.join('\n'), {
      filePath: resolve(__dirname, 'module.ts'),
    });
    return messages
      .filter(({ ruleId }) => ruleId === 'no-restricted-syntax')
      .map(({ line }) => lines[line - 1]);
  };

  it('bans every call of the clients that is no list and no policy', async () => {
    const call = (name: string) => `void client.${name}();`;
    expect(methods.length).toBeGreaterThan(50);
    const banned = methods.filter(name => !ALLOWED.has(name)).map(call);
    expect(await objected([...new Set(methods)].map(call))).toEqual([
      ...new Set(banned),
    ]);
  });

  it('bans them in other spellings', async () => {
    const lines = [
      "void client['getSecret']('a');",
      'void client[`getSecret`](name);',
      'const { getKey } = client;',
      "type Reading = Pick<SecretClient, 'getSecret'>;",
      'void this.clients.secrets[name]();',
      "import { CryptographyClient } from '@azure/keyvault-keys';",
    ];
    expect(await objected(lines)).toEqual(lines);
  });
});
