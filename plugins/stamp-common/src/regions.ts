import { REGION_DATA } from './regionData';

/** A physical region of the public Azure cloud, as far as placing a stamp needs it. */
export interface AzureRegion {
  /** The name that Azure's API takes, such as `westeurope`. */
  name: string;
  /** Such as `West Europe`. */
  displayName: string;
  /** At most four characters, unique: the region's part of a resource name, such as `we`. */
  geoCode: string;
  /** The heading under which a list shows it, such as `Europe`. */
  geography: string;
  /** ISO 3166-1 code of the country or territory in which the data centres stand. */
  country: string;
  /** City, state or country, where it is published. */
  location?: string;
  /** Logical availability zones; empty where there are none. */
  zones: string[];
  /** Region to which Azure replicates; absent where it has none. Not always mutual. */
  pairedRegion?: string;
  /** Whether a subscription must ask Microsoft before it may deploy here. */
  accessRestricted: boolean;
}

/** Every physical region of the public cloud, by name. */
export const REGIONS: readonly AzureRegion[] = REGION_DATA;

/** ISO 8601 date of the newest data in {@link REGIONS}. */
export const REGIONS_AS_OF = '2026-03-12';
