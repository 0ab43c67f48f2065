import { randomUUID } from 'node:crypto';
import {
  AnnouncedMaintenance,
  MaintenanceInput,
  MaintenanceWindow,
  TimeSpan,
  maintenanceOf,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { modelsInForce } from './modelsInForce';
import { MaintenanceWindowTable } from './tables';
import { lookAgain, takeTurns } from './turns';

/** Repetitions are at most so far apart, and a bit. */
const FURTHEST_MS = 400 * 86_400_000;

/** Maintenance that is announced in the portal, beside that of health models. */
export class MaintenanceStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * What goes on or is still to come, of the model and of the portal, soonest
   * first.
   *
   * @param now - epoch milliseconds.
   */
  async list(
    workloadRef: string,
    now: number,
  ): Promise<AnnouncedMaintenance[]> {
    const models = await modelsInForce(this.#database, [workloadRef]);
    const rows = await this.#database<MaintenanceWindowTable>(
      'maintenance_windows',
    ).where({ workload_ref: workloadRef });
    return [
      ...models
        .get(workloadRef)!
        .maintenance.map(window => ({ ...window, origin: 'model' as const })),
      ...rows.map(toAnnounced),
    ]
      .flatMap(window => {
        const next = nextOf(window, now);
        return next
          ? [{ window: { ...window, isNow: next.from <= now }, next }]
          : [];
      })
      .sort((a, b) => a.next.from - b.next.from || a.next.to - b.next.to)
      .map(({ window }) => window);
  }

  /**
   * Announces maintenance.
   *
   * @param now - ISO 8601.
   * @returns nothing when there is no such workload.
   */
  async announce(
    workloadRef: string,
    input: MaintenanceInput,
    by: string,
    now: string,
  ): Promise<AnnouncedMaintenance | undefined> {
    const row = toRow(workloadRef, { ...input, id: randomUUID() }, by, now);
    const isDone = await this.#inTurn(workloadRef, now, async tx => {
      await tx('maintenance_windows').insert(row);
    });
    if (!isDone) return undefined;
    const next = nextOf(input, Date.parse(now));
    return {
      ...toAnnounced(row),
      isNow: next !== undefined && next.from <= Date.parse(now),
    };
  }

  /**
   * Ends maintenance that goes on, with all its repetitions, or calls off what
   * is to come. What has been stays, as time that does not count.
   *
   * @param now - ISO 8601.
   * @returns false when the portal has no such maintenance that is not over.
   */
  async end(workloadRef: string, id: string, now: string): Promise<boolean> {
    let isEnded = false;
    await this.#inTurn(workloadRef, now, async tx => {
      const row = await tx<MaintenanceWindowTable>('maintenance_windows')
        .where({ workload_ref: workloadRef, id })
        .first();
      if (!row || !nextOf(JSON.parse(row.window), Date.parse(now))) return;
      isEnded = true;
      await tx('maintenance_windows')
        .where({ workload_ref: workloadRef, id })
        .delete();
      const left = pastOf(JSON.parse(row.window), Date.parse(now)).map(window =>
        toRow(workloadRef, window, row.announced_by, row.announced_at),
      );
      if (left.length > 0) await tx('maintenance_windows').insert(left);
    });
    return isEnded;
  }

  /** @returns whether there is such a workload. */
  async #inTurn(
    workloadRef: string,
    now: string,
    write: (tx: Knex.Transaction) => Promise<void>,
  ): Promise<boolean> {
    return this.#database.transaction(async tx => {
      const refs = await takeTurns(tx, [workloadRef]);
      if (refs.length === 0) return false;
      await write(tx);
      await lookAgain(tx, refs, now);
      return true;
    });
  }
}

/** Maintenance that was announced in the portal, by workload; also what is over, as history needs it. */
export async function windowsInPortal(
  database: Knex,
  workloadRefs: string[],
): Promise<Map<string, MaintenanceWindow[]>> {
  const rows = await database<MaintenanceWindowTable>('maintenance_windows')
    .whereIn('workload_ref', workloadRefs)
    .orderBy(['announced_at', 'id']);
  const windows = new Map<string, MaintenanceWindow[]>();
  for (const row of rows) {
    windows.set(row.workload_ref, [
      ...(windows.get(row.workload_ref) ?? []),
      JSON.parse(row.window),
    ]);
  }
  return windows;
}

function toAnnounced(
  row: MaintenanceWindowTable,
): Omit<AnnouncedMaintenance, 'isNow'> {
  return {
    ...(JSON.parse(row.window) as MaintenanceWindow),
    origin: 'portal',
    announcedBy: row.announced_by,
    announcedAt: row.announced_at,
  };
}

function toRow(
  workloadRef: string,
  window: MaintenanceWindow,
  by: string,
  at: string,
): MaintenanceWindowTable {
  return {
    workload_ref: workloadRef,
    id: window.id,
    window: JSON.stringify(window),
    announced_by: by,
    announced_at: at,
    ends_at: endOf(window),
  };
}

/** From then on a window is over for good; `null` for one that repeats without end. */
function endOf({ from, to, everyDays, until }: MaintenanceWindow) {
  if (!everyDays) return to;
  if (!until) return null;
  const length = Date.parse(to) - Date.parse(from);
  return new Date(Date.parse(until) + length).toISOString();
}

/** The occurrence that goes on at a moment, else the next one, whole; `undefined` when it is over for good. */
function nextOf(
  window: Omit<MaintenanceWindow, 'id'>,
  at: number,
): TimeSpan | undefined {
  const start = Date.parse(window.from);
  const length = Date.parse(window.to) - start;
  const [next] = maintenanceOf([{ ...window, id: 'any', nodes: undefined }], {
    from: at,
    to: Math.max(at + FURTHEST_MS, start + length),
  });
  if (!next) return undefined;
  if (next.from > at) return { from: next.from, to: next.from + length };
  const step = (window.everyDays ?? 0) * 86_400_000;
  const from =
    step > 0 ? start + Math.floor((at - start) / step) * step : start;
  return { from, to: from + length };
}

/** What is left of a window that ends at a moment: its past. */
function pastOf(window: MaintenanceWindow, at: number): MaintenanceWindow[] {
  const next = nextOf(window, at)!;
  const isNow = next.from <= at;
  const { everyDays, until, ...once } = window;
  const current: MaintenanceWindow[] =
    isNow && next.from < at
      ? [
          {
            ...once,
            id: randomUUID(),
            from: new Date(next.from).toISOString(),
            to: new Date(at).toISOString(),
          },
        ]
      : [];
  const hasEarlier = Date.parse(window.from) < Math.min(next.from, at);
  return hasEarlier && everyDays
    ? [
        { ...window, until: new Date(Math.min(next.from, at)).toISOString() },
        ...current,
      ]
    : current;
}
