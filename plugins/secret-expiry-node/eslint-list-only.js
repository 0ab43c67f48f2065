// @ts-check

/** Calls that give a value, or write. Lists and policies are all that may be called. */
const BANNED = [
  // Of Azure's clients.
  'getSecret',
  'getDeletedSecret',
  'getKey',
  'getDeletedKey',
  'getKeyAttestation',
  'getCertificate',
  'getCertificateVersion',
  'getDeletedCertificate',
  'getCertificateOperation',
  'getContacts',
  'getIssuer',
  'getCryptographyClient',
  'getRandomBytes',
  'releaseKey',
  'rotateKey',
  'mergeCertificate',
  // Of Kubernetes' client: also its lists and watches hold values.
  'readNamespacedSecret',
  'listNamespacedSecret',
  'listSecretForAllNamespaces',
].join('|');

/** And whatever begins with these. */
const BANNED_BEGINNINGS =
  '(delete|download|backup|restore|import|set|create|beginCreate|beginDelete|beginRecover|purge|update)(Secret|Key|Certificate|DeletedSecret|DeletedKey|DeletedCertificate|OctKey|RsaKey|EcKey|Contacts|Issuer)';

const NAME = `/^(${BANNED}|${BANNED_BEGINNINGS}.*)$/`;
const message =
  'Secret expiry lists metadata and reads no value: this call could give one, or change something. See the CredentialSource contract.';

/**
 * For `restrictedSyntax` of Backstage's ESLint factory, in every package of the
 * family: bans the calls by member (`client.getSecret`, `client['getSecret']`),
 * by destructuring, and as text in a type (`Pick<SecretClient, 'getSecret'>`).
 */
module.exports = [
  { selector: `MemberExpression > Identifier.property[name=${NAME}]`, message },
  { selector: `MemberExpression > Literal.property[value=${NAME}]`, message },
  {
    selector: `ObjectPattern > Property > Identifier.key[name=${NAME}]`,
    message,
  },
  { selector: `TSLiteralType > Literal[value=${NAME}]`, message },
  {
    selector: `MemberExpression > TemplateLiteral.property > TemplateElement[value.cooked=${NAME}]`,
    message,
  },
  {
    // A name of a client's call that is not known before could be any of them.
    selector:
      'MemberExpression[computed=true][object.type="MemberExpression"][object.property.name=/^(secrets|keys|certificates)$/]:not([property.type="Literal"])',
    message,
  },
  {
    selector: 'ImportSpecifier[imported.name="CryptographyClient"]',
    message,
  },
];
