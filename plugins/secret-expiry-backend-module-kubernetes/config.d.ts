import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

export interface Config {
  secretExpiry?: {
    /** Sources `cert-manager` and `kubernetes-tls`, each off when no cluster has it. */
    kubernetes?: {
      /** Clusters that may be looked at, whatever the catalog says. */
      clusters?: Array<{
        /** As annotations `plumbline.io/kubernetes-namespace` name it, such as `prod-weu`. */
        name: string;
        /** Of its API server, https. With `serviceAccount`: that of the cluster that the portal runs in. */
        url?: string;
        /** PEM file of whom its certificate is from. Default: the system's authorities. */
        ca?: string;
        /** How the portal signs in. */
        auth: {
          /**
           * `azure`: AKS with Microsoft Entra ID, by `secretExpiry.azure`;
           * `serviceAccount`: as the pod that the portal runs in; `token`: by a file.
           */
          kind: 'azure' | 'serviceAccount' | 'token';
          /** Of `token`; read for each call, since tokens are renewed. */
          tokenFile?: string;
        };
        /** Namespaces that may be looked at, or `['*']` for all, which takes one list instead of one for each. */
        namespaces: string[];
        /** Whether Certificates of cert-manager are listed. Default: true. */
        certManager?: boolean;
        /**
         * Whether the certificates in secrets of type `kubernetes.io/tls` are listed.
         * Kubernetes gives their private keys along, which are skipped. Default: false.
         */
        tlsSecrets?: boolean;
      }>;
      /** When clusters are looked at. Default: every 30 minutes. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** For one page of a list, with its tries again. Default: 1 minute. */
      timeout?: HumanDuration | string;
    };
  };
}
