import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

/** How to find out one thing about a resource. */
interface RuleConfig {
  /** Names of tags; the first that the resource, its group or its subscription has counts. */
  tags?: string[];
  /** Regular expression over names of resource groups, whose group `value` is the answer where no tag says it. */
  resourceGroup?: string;
  /** What some answers mean; others mean themselves. */
  values?: Array<{
    /** As a tag or a name says it, in any case. */
    said: string;
    /** Such as `system:default/shop`. */
    means: string;
  }>;
}

/** One that has an answer for all. */
interface RuleWithDefaultConfig extends RuleConfig {
  /** Where nothing says it. */
  default?: string;
}

export interface Config {
  catalog?: {
    providers?: {
      /** Imports of resources from Azure Resource Graph, by a name that stays. */
      plumblineAzure?: {
        [id: string]: {
          /** How the portal reaches Azure. */
          azure?: {
            /** Gives sign-in host and addresses. Default: `public`. */
            cloud?: 'public' | 'government' | 'china';
            /** Where tokens come from, where it is not the cloud's. */
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
          /** GUIDs of subscriptions that are imported. */
          subscriptions?: string[];
          /** Ids of management groups whose subscriptions are imported. */
          managementGroups?: string[];
          /** GUIDs of subscriptions that the management groups no longer have; until they are named here, their absence stops the import. */
          goneSubscriptions?: string[];
          /** Resource types beside the usual ones, or other words for those. */
          types?: Array<{
            /** Such as `Microsoft.KeyVault/vaults`. */
            azure: string;
            /** The entity's `spec.type`, such as `key-vault`. */
            type: string;
          }>;
          /** Resource types that are not imported. */
          withoutTypes?: string[];
          /** Names of tags that are shown. Default: all. */
          tags?: string[];
          /** Of the entities. Default: `default`. */
          namespace?: string;
          /** Whether only resources of a workload are imported. Default: false. */
          onlyWorkloads?: boolean;
          /** Whether groups that another resource keeps are imported too, such as the nodes of a cluster. Default: false. */
          managedGroups?: boolean;
          /** Who owns a resource. Tag `owner` unless told; then the owner of its workload. */
          owner: RuleConfig & {
            /** Ref of who owns what nobody else does. */
            default: string;
          };
          /** Which workload a resource is part of. Tag `workload` unless told. */
          workload?: RuleWithDefaultConfig;
          /** Which stamp a resource is part of; `global` for what all stamps share. Tag `stamp` unless told. */
          stamp?: RuleWithDefaultConfig;
          /** Tags `environment` and `env` unless told. */
          environment?: RuleWithDefaultConfig;
          /** Tags `release-unit` and `prefix` unless told. */
          releaseUnit?: RuleWithDefaultConfig;
          /** Reads where resources send telemetry to, one call for each resource. Absent: nothing is read. */
          diagnosticSettings?: {
            /** Default: true. */
            enabled?: boolean;
            /** Resources that are asked about in one run. Default: 500. */
            atMost?: number;
          };
          /** Whether the catalog is left as it is and the report says what would change. Default: false. */
          dryRun?: boolean;
          /** Resources; a listing of more changes nothing. Default: 50,000. */
          atMost?: number;
          /** Share of its entities that an import may remove at once, in percent; ten it always may. Default: 50. */
          removeAtMost?: number;
          /** When Azure is listed. Default: every 30 minutes. */
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
          /** How long one call may take, with its tries again. Default: 1 minute. */
          timeout?: HumanDuration | string;
        };
      };
    };
  };
}
