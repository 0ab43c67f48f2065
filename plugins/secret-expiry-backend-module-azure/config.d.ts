import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

export interface Config {
  secretExpiry?: {
    /** How the portal reaches Azure to list credentials. */
    azure?: {
      /** Gives sign-in host and addresses. Default: `public`. */
      cloud?: 'public' | 'government' | 'china';
      /** Where tokens come from, such as `https://login.microsoftonline.com`, where it is not the cloud's. */
      authorityHost?: string;
      /** How the portal signs in. Default: what `DefaultAzureCredential` finds. */
      credential?: {
        kind:
          | 'default'
          | 'clientSecret'
          | 'managedIdentity'
          | 'workloadIdentity';
        /** Entra ID tenant; of `clientSecret` and `workloadIdentity`. */
        tenantId?: string;
        /** Application, or user-assigned managed identity. */
        clientId?: string;
        /**
         * Of `clientSecret`.
         * @visibility secret
         */
        clientSecret?: string;
        /** File with the federated token, of `workloadIdentity`. Default: environment variable `AZURE_FEDERATED_TOKEN_FILE`. */
        tokenFile?: string;
      };
    };
    /** Source `key-vault`, off when absent: vaults that the catalog names and this approves. */
    keyVault?: {
      /** Names of vaults, such as `kv-shop-weu`, that may be looked at. */
      vaults?: string[];
      /** GUIDs of subscriptions whose vaults may be looked at; Resource Manager says which vaults they have. */
      subscriptions?: string[];
      /** When vaults are looked at. Default: every 30 minutes. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** How long one call may take, with its tries again. Default: 1 minute. */
      timeout?: HumanDuration | string;
    };
    /** Source `microsoft-graph`, off when absent: passwords and certificates of applications and service principals. */
    microsoftGraph?: {
      /** Applications beyond those that the catalog names. */
      applications?: Array<{
        /** Application (client) ID. */
        appId: string;
        /** Ref of the workload that uses it, such as `system:default/shop`. */
        workload: string;
      }>;
      /** When applications are looked at. Default: every 30 minutes. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** How long one call may take, with its tries again. Default: 1 minute. */
      timeout?: HumanDuration | string;
    };
  };
}
