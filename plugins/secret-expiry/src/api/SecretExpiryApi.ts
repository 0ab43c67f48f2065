import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  AcknowledgementsAccepted,
  CallerPermissions,
  CredentialCalendar,
  CredentialCounts,
  CredentialDetail,
  CredentialFilterValues,
  CredentialsFilter,
  CredentialsPage,
  CredentialsQuery,
  FeedInput,
  FeedList,
  FeedsQuery,
  NewAcknowledgement,
  NewFeed,
  PlacesPage,
  PlacesQuery,
  SourceList,
  WorkloadExpiry,
} from '@plumbline/plugin-secret-expiry-common';
import { WorkloadName } from '@plumbline/plugin-workload-react';

/** What the pages ask the secret-expiry back end. Every call throws a `ResponseError` when it is refused or fails. */
export interface SecretExpiryApi {
  /** What the signed-in user may do at all. */
  getPermissions(): Promise<CallerPermissions>;

  /** A page of credentials, one row each however many places have it. */
  getCredentials(query: CredentialsQuery): Promise<CredentialsPage>;

  /** How many fit a filter, by state and finding. */
  getCounts(filter: CredentialsFilter): Promise<CredentialCounts>;

  /** What there is to filter by. */
  getFilters(): Promise<CredentialFilterValues>;

  /**
   * What expires on which day.
   *
   * @param filter - with `expiresFrom` and `expiresBefore` at most 400 days apart.
   */
  getCalendar(filter: CredentialsFilter): Promise<CredentialCalendar>;

  /**
   * All that fit a filter as CSV, in the order of the query.
   *
   * @param onProgress - told how many bytes have come so far.
   */
  downloadCredentials(
    query: CredentialsQuery,
    onProgress?: (bytes: number) => void,
  ): Promise<Blob>;

  /** Everything about one credential. */
  getCredential(id: string): Promise<CredentialDetail>;

  /** How far the places that cover a workload were looked at, and what is wrong with its vaults. */
  getWorkload(workload: WorkloadName): Promise<WorkloadExpiry>;

  /** Acknowledges or snoozes credentials as the signed-in user, all or none. */
  acknowledge(input: NewAcknowledgement): Promise<AcknowledgementsAccepted>;

  /** Takes an acknowledgement back. */
  takeBack(acknowledgementId: string): Promise<void>;

  /** A page of the places that sources look at. */
  getPlaces(query: PlacesQuery): Promise<PlacesPage>;

  /** Every source and how it does. */
  getSources(): Promise<SourceList>;

  /** Has a source looked at again, now. */
  scan(sourceId: string): Promise<void>;

  /** A page of calendar feeds: of the signed-in user, or of everyone. */
  getFeeds(query?: FeedsQuery): Promise<FeedList>;

  /** Makes a calendar feed; only this answer has its address. */
  createFeed(input: FeedInput): Promise<NewFeed>;

  /** Ends a calendar feed: its address stops to answer. */
  revokeFeed(id: string): Promise<void>;
}

/** Ref of {@link SecretExpiryApi}. */
export const secretExpiryApiRef = createApiRef<SecretExpiryApi>().with({
  id: 'plugin.secret-expiry',
  pluginId: 'secret-expiry',
});
