import { ActionOptions } from './ActionOptions';
import { registerAcknowledgeCredential } from './acknowledgeCredential';
import { registerGetCredential } from './getCredential';
import { registerListCredentialSources } from './listCredentialSources';
import { registerListExpiringCredentials } from './listExpiringCredentials';

/** Registers what agents can ask and do on behalf of a person. */
export function registerActions(options: ActionOptions) {
  registerListExpiringCredentials(options);
  registerGetCredential(options);
  registerAcknowledgeCredential(options);
  registerListCredentialSources(options);
}
