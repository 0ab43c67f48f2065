import { AuthService } from '@backstage/backend-plugin-api';
import { RELATION_MEMBER_OF } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { FeedStore, StoredFeed } from '../../store/FeedStore';

/** What the catalog says of those who have feeds, which it does whether they are there or not. */
export class FeedOwners {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #store: FeedStore;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    store: FeedStore;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#store = options.store;
  }

  /** Full refs of somebody and their groups, as the catalog has them; none of whom it does not know. */
  async refsOf(ownerRef: string): Promise<string[]> {
    const user = await this.#catalog.getEntityByRef(ownerRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (!user) return [];
    const groups = (user.relations ?? [])
      .filter(({ type }) => type === RELATION_MEMBER_OF)
      .map(({ targetRef }) => targetRef);
    return [...new Set([ownerRef, ...groups])].sort();
  }

  /**
   * The feed with what the catalog says of its owner now, and the refs that it
   * once gave them and does not any more. What it never said of them, such as
   * groups that only sign-in knows, it cannot take away.
   */
  async followed(
    feed: StoredFeed,
  ): Promise<{ feed: StoredFeed; lost: string[] }> {
    const { owner, ownerRef } = feed;
    const now = await this.refsOf(ownerRef);
    const known = [...new Set([...owner.known, ...now])].sort();
    const lost = known.filter(ref => !now.includes(ref));
    const isGone = lost.includes(ownerRef);
    if (isGone !== owner.isGone || known.length > owner.known.length) {
      await this.#store.noteCatalog(feed.id, { known, isGone });
    }
    return { feed: { ...feed, owner: { ...owner, known, isGone } }, lost };
  }
}
