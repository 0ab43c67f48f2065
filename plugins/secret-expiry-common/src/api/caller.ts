import { May } from './may';

/** Answer of `GET /permissions`: what the caller may do at all. */
export interface CallerPermissions {
  /** Whether they read all; when not, what they own is all that they see. */
  readAll: boolean;
  /** Acknowledging, of what they own at least. */
  acknowledge: May;
  /** Acknowledging of everything, having a source looked at again, and ending anybody's feeds. */
  manage: May;
}
