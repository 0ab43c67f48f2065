import { TokenCredential } from '@azure/core-auth';
import {
  PipelinePolicy,
  bearerTokenAuthenticationPolicy,
} from '@azure/core-rest-pipeline';

/**
 * Adds a token to what has none yet. Key Vault's clients send their first
 * request without one, to be told whom the token is to be for; as that is known
 * from the cloud, and the host is approved, each such request would be one too
 * many. A vault that asks for something else is left to the client to answer.
 *
 * @param resource - whom tokens are for, such as `https://vault.azure.net`.
 */
export function tokenPolicy(
  credential: TokenCredential,
  resource: string,
): PipelinePolicy {
  const bearer = bearerTokenAuthenticationPolicy({
    credential,
    scopes: [`${resource}/.default`],
  });
  return {
    name: 'plumblineTokenPolicy',
    sendRequest: (request, next) =>
      request.headers.has('authorization')
        ? next(request)
        : bearer.sendRequest(request, next),
  };
}
