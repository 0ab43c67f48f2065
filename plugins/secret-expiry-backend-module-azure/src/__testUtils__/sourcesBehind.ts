import { Agent } from 'node:https';
import { ConnectionOptions, connect } from 'node:tls';
import { AccessToken } from '@azure/core-auth';
import { PipelinePolicy } from '@azure/core-rest-pipeline';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { CredentialSource } from '@plumbline/plugin-secret-expiry-node';
import { createSources } from '../createSources';
import { readAzureConfig } from '../readAzureConfig';

/** Wherever it is meant to go, it comes to this server; the name that is asked for stays. */
export function agentTo(server: () => ConnectionOptions): Agent {
  return Object.assign(new Agent({ keepAlive: true }), {
    createConnection: (options: { servername?: string; host?: string }) =>
      connect({
        servername: options.servername ?? options.host,
        ...server(),
      }),
  });
}

/** The sources that `secretExpiry` configures, with a test's server as their cloud. */
export function sourcesBehind(options: {
  secretExpiry: object;
  entities: Entity[];
  network: PipelinePolicy;
  now: () => Date;
  /** Gets to know whom tokens are asked for. */
  onTokenFor?: (scopes: string[]) => void;
}): CredentialSource[] {
  const { entities, network, now, onTokenFor } = options;
  return createSources(
    readAzureConfig(
      new ConfigReader({ secretExpiry: options.secretExpiry } as JsonObject),
    ),
    {
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities }),
      credential: {
        getToken: async (scopes): Promise<AccessToken> => {
          onTokenFor?.([scopes].flat());
          return {
            token: `token-for-${[scopes].flat()[0]}`,
            expiresOnTimestamp: Date.now() + 3_600_000,
          };
        },
      },
      network,
      now,
    },
  );
}
