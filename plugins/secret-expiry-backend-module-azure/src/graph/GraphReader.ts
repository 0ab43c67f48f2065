import {
  AzureFailure,
  readPages,
  RestReader,
} from '@plumbline/plugin-azure-node';

/** As many clauses as a filter of Microsoft Graph may have. */
export const MOST_IN_FILTER = 15;

/**
 * The only fields of answers that are kept. Left out while the answer is parsed:
 * `hint` (a password's first characters) and `key`, which selecting the lists
 * that hold them brings along, and whatever else comes.
 */
const FIELDS = new Set([
  'value',
  '@odata.nextLink',
  'id',
  'appId',
  'displayName',
  'servicePrincipalType',
  'passwordCredentials',
  'keyCredentials',
  'keyId',
  'customKeyIdentifier',
  'startDateTime',
  'endDateTime',
]);
const SELECTED = 'id,appId,displayName,passwordCredentials,keyCredentials';

/** Dates of a password or certificate. */
export interface GraphCredential {
  keyId: string;
  /** Of certificates, their thumbprint as a rule. */
  customKeyIdentifier?: string | null;
  startDateTime?: string | null;
  endDateTime?: string | null;
}

/** An application, or the service principal that stands for one in the tenant. */
export interface GraphApplication {
  holder: 'application' | 'service principal';
  id: string;
  appId: string;
  displayName: string;
  /** Whether Azure itself renews what it has. */
  isManagedIdentity: boolean;
  passwordCredentials: GraphCredential[];
  keyCredentials: GraphCredential[];
}

/** Reads dates of credentials of applications and service principals. */
export class GraphReader {
  readonly #rest: RestReader;

  constructor(rest: RestReader) {
    this.#rest = rest;
  }

  /** From now on calls end when this is aborted. */
  endWith(signal: AbortSignal) {
    this.#rest.endWith(signal);
  }

  /**
   * @param appIds - at most {@link MOST_IN_FILTER} GUIDs.
   * @throws AzureFailure
   */
  async read(appIds: string[]): Promise<GraphApplication[]> {
    const [applications, principals] = await Promise.all([
      this.#list('applications', SELECTED, appIds),
      this.#list(
        'servicePrincipals',
        `${SELECTED},servicePrincipalType`,
        appIds,
      ),
    ]);
    return [
      ...applications.map(one => applicationOf('application', one)),
      ...principals.map(one => applicationOf('service principal', one)),
    ];
  }

  async #list(collection: string, select: string, appIds: string[]) {
    const query = new URLSearchParams({
      $select: select,
      $filter: appIds.map(id => `appId eq '${id}'`).join(' or '),
      $top: '999',
    });
    return readPages(
      this.#pages(`/v1.0/${collection}?${query}`),
      ({ id }) => id,
    );
  }

  async *#pages(first: string): AsyncGenerator<any[]> {
    let address: string | undefined = first;
    while (address !== undefined) {
      const answer: any = await this.#rest.get(address, onlyFields);
      if (!Array.isArray(answer?.value)) throw new AzureFailure('shape');
      yield answer.value;
      address = answer['@odata.nextLink'];
    }
  }
}

function onlyFields(key: string, value: unknown): unknown {
  return key === '' || /^\d+$/.test(key) || FIELDS.has(key) ? value : undefined;
}

function applicationOf(
  holder: GraphApplication['holder'],
  answer: any,
): GraphApplication {
  const { id, appId, displayName } = answer;
  if (typeof id !== 'string' || typeof appId !== 'string') {
    throw new AzureFailure('shape');
  }
  return {
    holder,
    id,
    appId: appId.toLowerCase(),
    displayName: displayName ?? appId,
    isManagedIdentity: answer.servicePrincipalType === 'ManagedIdentity',
    passwordCredentials: answer.passwordCredentials ?? [],
    keyCredentials: answer.keyCredentials ?? [],
  };
}
