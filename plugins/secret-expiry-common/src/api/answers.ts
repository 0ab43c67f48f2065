import { Acknowledgement } from '../acknowledgement';
import { CredentialsFilter, Feed } from './credentials';
import { SourceStatus } from './places';

/** Answer of `POST /acknowledgements`: all were taken, or none and an error instead. */
export interface AcknowledgementsAccepted {
  /** In the order of the request. */
  items: { credentialId: string; acknowledgement: Acknowledgement }[];
}

/** Answer of `GET /sources`. */
export interface SourceList {
  /** By title. */
  items: SourceStatus[];
}

/** Body of `POST /feeds`. */
export interface FeedInput {
  /** 1 to 100 characters. */
  name: string;
  filter: CredentialsFilter;
}

/** Answer of `GET /feeds`. */
export interface FeedList {
  /** A page, newest first. */
  items: Feed[];
  /** How many there are in all. */
  total: number;
}
