import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { SavedView, SavedViewInput } from '@plumbline/plugin-workload-common';
import { byBytes } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** How many views one person may keep. */
export const MOST_VIEWS = 100;

/** Row of `saved_views`. */
interface ViewTable {
  id: string;
  owner_ref: string;
  name: string;
  name_key: string;
  query: string;
  shared: number;
  created_at: string;
  updated_at: string;
}

/** Who asks. */
export interface Viewer {
  ref: string;
  /** Whether they may change what is shared with everyone. */
  manages: boolean;
}

/** Filters, order and columns of the portfolio that people keep under a name. */
export class ViewStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Someone's own ones and shared ones, by name. */
  async list(viewer: Viewer): Promise<SavedView[]> {
    const db = this.#database;
    const rows = await db<ViewTable>('saved_views')
      .where({ owner_ref: viewer.ref })
      .orWhere({ shared: 1 })
      .orderByRaw(byBytes(db, 'name_key'))
      .orderBy('id');
    return rows.map(row => toView(row, viewer));
  }

  /** One that someone sees, or `undefined`. */
  async get(id: string, viewer: Viewer): Promise<SavedView | undefined> {
    const row = await this.#database<ViewTable>('saved_views')
      .where({ id })
      .first();
    const seen = row && (row.owner_ref === viewer.ref || row.shared === 1);
    return seen ? toView(row, viewer) : undefined;
  }

  /**
   * Keeps a new one.
   *
   * @throws ConflictError when they have one of that name, or too many.
   */
  async add(
    input: SavedViewInput,
    viewer: Viewer,
    now: string,
  ): Promise<SavedView> {
    const [{ count }] = await this.#database('saved_views')
      .where({ owner_ref: viewer.ref })
      .count({ count: '*' });
    if (Number(count) >= MOST_VIEWS) {
      throw new ConflictError(
        `At most ${MOST_VIEWS} views can be kept; remove one that is not needed`,
      );
    }
    const row: ViewTable = {
      id: randomUUID(),
      owner_ref: viewer.ref,
      ...columnsOf(input),
      created_at: now,
      updated_at: now,
    };
    const added = await this.#database<ViewTable>('saved_views')
      .insert(row)
      .onConflict(['owner_ref', 'name_key'])
      .ignore()
      .returning('id');
    if (added.length === 0) throw taken(input.name);
    return toView(row, viewer);
  }

  /**
   * Changes one that someone sees; whoever saved it stays its owner.
   *
   * @throws NotFoundError, or ConflictError when its owner has another of that name.
   */
  async change(
    id: string,
    input: SavedViewInput,
    viewer: Viewer,
    now: string,
  ): Promise<SavedView> {
    return this.#database.transaction(async tx => {
      const row = await tx<ViewTable>('saved_views')
        .where({ id })
        .forUpdate()
        .first();
      if (!row) throw noView();
      const after = { ...row, ...columnsOf(input), updated_at: now };
      const other = await tx<ViewTable>('saved_views')
        .where({ owner_ref: row.owner_ref, name_key: after.name_key })
        .whereNot({ id })
        .first('id');
      if (other) throw taken(input.name);
      await tx<ViewTable>('saved_views').where({ id }).update(after);
      return toView(after, viewer);
    });
  }

  /** Removes one; nothing happens when it is gone already. */
  async remove(id: string): Promise<void> {
    await this.#database('saved_views').where({ id }).delete();
  }
}

/** That there is no view of that id, or none that the caller sees. */
export function noView() {
  return new NotFoundError('There is no such view');
}

function taken(name: string) {
  return new ConflictError(`There is a view named '${name}' already`);
}

function columnsOf({ name, query, shared }: SavedViewInput) {
  return {
    name,
    name_key: name.toLocaleLowerCase('en-US'),
    query,
    shared: Number(shared),
  };
}

function toView(row: ViewTable, viewer: Viewer): SavedView {
  return {
    id: row.id,
    name: row.name,
    query: row.query,
    shared: row.shared === 1,
    ownerRef: row.owner_ref,
    mine: row.owner_ref === viewer.ref || (row.shared === 1 && viewer.manages),
  };
}
