import { HumanDuration } from '@backstage/types';

export interface Config {
  slo?: {
    /** SLIs from Azure Monitor. Only what is named or approved here is ever asked, whatever a document says. */
    azureMonitor?: {
      /** Gives sign-in host, endpoints and audiences their defaults. Default: `public`. */
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
      /** Source `azure-monitor-logs`. */
      logs?: {
        /** API with its version, such as `https://api.loganalytics.io/v1`, where it is not the cloud's. */
        endpoint?: string;
        /** Whom tokens are for, where it is not the cloud's. */
        audience?: string;
        /** How long events take to arrive; newer slices are not asked for. Default: 5 minutes. */
        delay?: HumanDuration | string;
        /** How long one call may take, up to 10 minutes. Default: 3 minutes. */
        timeout?: HumanDuration | string;
        /** By the name that OpenSLO documents give in `metricSourceRef`: one of `workspaceId` and `resourceId`. */
        dataSources?: {
          [name: string]: {
            /** Workspace ID (a GUID) of a Log Analytics workspace. */
            workspaceId?: string;
            /** Azure resource ID of a workspace, an Application Insights component or any resource with logs. */
            resourceId?: string;
            /** How long rows are kept; slices before it are unknown and not empty. Default: 30 days. */
            retention?: HumanDuration | string;
          };
        };
        /**
         * GUIDs of subscriptions whose Log Analytics workspaces documents may name, without an entry in `dataSources`:
         * by their name in `metricSourceRef`, or by `spec.resourceId`. Default: none.
         */
        subscriptions?: string[];
        /** Resource groups of these workspaces; `*` stands for any characters. Default: all of the subscriptions. */
        resourceGroups?: string[];
        /** Names of these workspaces; `*` stands for any characters. Default: all. */
        workspaces?: string[];
      };
      /** Source `azure-monitor-metrics`. */
      metrics?: {
        /** Regional endpoint; `{region}` is filled in. Such as `https://{region}.metrics.monitor.azure.com`. */
        endpoint?: string;
        /** Whom tokens are for, where it is not the cloud's. */
        audience?: string;
        /** How long values take to arrive; newer slices are not asked for. Default: 3 minutes. */
        delay?: HumanDuration | string;
        /** How long one call may take. Default: 30 seconds. */
        timeout?: HumanDuration | string;
        /** By the name that OpenSLO documents give in `metricSourceRef`. */
        dataSources?: {
          [name: string]: {
            /** Region of the resources, such as `westeurope`; `global` for those without one. */
            region: string;
            /** Resource IDs of the subscriptions, resource groups or resources that documents may measure. */
            scopes: string[];
          };
        };
        /** GUIDs of subscriptions whose resources documents may measure when they say `spec.region`, without an entry in `dataSources`. Default: none. */
        subscriptions?: string[];
      };
    };
  };
}
