export interface Config {
  stamp?: {
    /**
     * What a stamp must satisfy. Every key left out keeps the mission-critical
     * default.
     * @deepVisibility frontend
     */
    policy?: {
      /** Whether the region must have availability zones. Default: true. */
      requireZones?: boolean;
      /** Whether the region must have a paired region. Default: true. */
      requirePair?: boolean;
      /** Whether the region must be open to every subscription. Default: true. */
      requireOpenAccess?: boolean;
      /** CIDR block for stamps of workloads without a range of their own. Default: 10.64.0.0/14. */
      defaultAddressRange?: string;
      /** Countries (ISO 3166-1 codes) that a word of `spec.residency` admits, added to EU, EEA, EFTA, GDPR and UK. */
      residency?: { [area: string]: string[] };
    };
  };
}
