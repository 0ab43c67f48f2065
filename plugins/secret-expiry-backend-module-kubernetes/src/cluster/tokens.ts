import { readFile } from 'node:fs/promises';
import { TokenCredential } from '@azure/core-auth';
import { TokenOf } from './Cluster';
import { ClusterFailure } from './ClusterFailure';

/** Application of Microsoft's that all AKS clusters with Entra ID take tokens for. */
const AKS_SCOPE = '6dae42f8-4368-4678-94ff-3960e28e3630/.default';

/** From a file, read each time: Kubernetes renews the tokens that it mounts. */
export function tokenFromFile(file: string): TokenOf {
  return async () => {
    let token: string;
    try {
      token = (await readFile(file, 'utf8')).trim();
    } catch {
      throw new ClusterFailure('no-token', 'its file cannot be read');
    }
    // What else stands there must not get into a header.
    if (!/^[\x21-\x7e]+$/.test(token)) {
      throw new ClusterFailure('no-token', 'its file does not hold one');
    }
    return token;
  };
}

/** From Microsoft Entra ID, for clusters of AKS. */
export function tokenFromAzure(credential: TokenCredential): TokenOf {
  return async signal => {
    const token = await credential
      .getToken(AKS_SCOPE, { abortSignal: signal })
      // Without the message, which may quote more than the kind of failure.
      .catch(() => null);
    if (!token) {
      throw new ClusterFailure('no-token', 'Microsoft Entra ID gave none');
    }
    return token.token;
  };
}
