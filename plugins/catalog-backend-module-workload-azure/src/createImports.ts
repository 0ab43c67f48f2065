import { TokenCredential } from '@azure/core-auth';
import {
  PipelinePolicy,
  createDefaultHttpClient,
} from '@azure/core-rest-pipeline';
import { RestReader, createCredential } from '@plumbline/plugin-azure-node';
import { AzureImport } from './AzureImport';
import {
  DIAGNOSTIC_SETTINGS_PATH,
  DiagnosticSettings,
} from './azure/DiagnosticSettings';
import { ResourceGraphReader } from './azure/ResourceGraphReader';
import { ImportConfig } from './readImports';

type Options = ConstructorParameters<typeof AzureImport>[0];

/** The imports that are configured. Nobody signs in before one runs. */
export function createImports(
  configs: ImportConfig[],
  options: Pick<
    Options,
    'catalog' | 'events' | 'logger' | 'scheduler' | 'store'
  > & {
    /** Instead of the configured one. */
    credential?: TokenCredential;
    network?: PipelinePolicy;
    now?: () => Date;
  },
): AzureImport[] {
  const { store, now = () => new Date() } = options;
  const httpClient = createDefaultHttpClient();
  return configs.map(config => {
    const { signIn, addresses, diagnosticSettingsAtMost } = config;
    const connection = {
      credential:
        options.credential ??
        createCredential(signIn.credential, {
          authorityHost: signIn.authorityHost,
        }),
      httpClient,
      network: options.network,
      timeoutMs: config.timeoutMs,
    };
    return new AzureImport({
      ...options,
      config,
      now,
      reader: new ResourceGraphReader(addresses.managementUrl, {
        ...connection,
        scopes: config.scopes,
        atMost: config.atMost,
      }),
      settings:
        diagnosticSettingsAtMost === undefined
          ? undefined
          : new DiagnosticSettings({
              importId: config.id,
              store,
              management: new RestReader(addresses.managementUrl, {
                ...connection,
                paths: DIAGNOSTIC_SETTINGS_PATH,
              }),
              atMost: diagnosticSettingsAtMost,
              now,
            }),
    });
  });
}
