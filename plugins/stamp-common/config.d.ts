export interface Config {
  stamp?: {
    /**
     * What a stamp must satisfy. Every key left out keeps the mission-critical
     * default. What the form needs to offer regions and sizes is visible to it;
     * the rest stays in the back end.
     */
    policy?: {
      /**
       * Whether the region must have availability zones. Default: true.
       * @visibility frontend
       */
      requireZones?: boolean;
      /**
       * Whether the region must have a paired region. Default: true.
       * @visibility frontend
       */
      requirePair?: boolean;
      /**
       * Whether the region must be open to every subscription. Default: true.
       * @visibility frontend
       */
      requireOpenAccess?: boolean;
      /**
       * Rules that a request may ask to do without, with a reason for the reviewer. Default: none.
       * @deepVisibility frontend
       */
      relaxable?: (
        | 'zones'
        | 'pair'
        | 'access'
        | 'residency'
        | 'pair-residency'
      )[];
      /**
       * CIDR block for stamps of workloads without a range of their own. Default: 10.64.0.0/14.
       * @visibility frontend
       */
      defaultAddressRange?: string;
      /**
       * Bits of the prefix of each stamp's addresses, 16 to 23. Default: 20, which is 4,096 addresses.
       * @visibility frontend
       */
      stampPrefix?: number;
      /**
       * Countries (ISO 3166-1 codes) that a word of `spec.residency` admits, added to EU, EEA, EFTA, GDPR and UK.
       * @deepVisibility frontend
       */
      residency?: { [area: string]: string[] };
      /**
       * Most concurrent users of one stamp, 1 to 100,000. Default: 1000.
       * @visibility frontend
       */
      maxUsersPerStamp?: number;
      /**
       * Instances above which the next size is taken, 2 to 30. Default: 9.
       * @visibility frontend
       */
      maxInstances?: number;
      /**
       * Sizes of the web app's plan, smallest first, with the users that your load test says one instance serves.
       * @deepVisibility frontend
       */
      planSizes?: { sku: string; usersPerInstance: number }[];
      /** Tags of every resource, beside environment, owner, stamp and workload; at most 11. */
      tags?: { [name: string]: string };
      /** Who is told of the alerts of every stamp. They stand in the estate's files: no secrets. */
      alertReceivers?: {
        /** E-mail addresses. */
        emails?: string[];
        /** https addresses that take Azure's common alert schema, without user, query and fragment. */
        webhooks?: string[];
      };
      /** A word of yours that goes into the hash of names that are unique in all of Azure. Changing it changes no stamp that stands. Default: none. */
      organization?: string;
    };
  };
}
