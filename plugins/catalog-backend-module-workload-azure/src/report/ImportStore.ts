import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { ROWS_PER_STATEMENT, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { ImportReport } from './ImportReport';

const PACKAGE = '@plumbline/plugin-catalog-backend-module-workload-azure';
/** The catalog counts its own migrations in the usual one. */
const MIGRATIONS = 'plumbline_azure_migrations';

/** What is known of a resource's diagnostic settings. */
export interface KnownSettings {
  readAt: string;
  /** Ids of what telemetry is sent to. */
  targets: string[];
}

/** What imports have done and keep in mind, in the catalog's database, so that all replicas know it. */
export class ImportStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static async open(database: DatabaseService): Promise<ImportStore> {
    const client = await database.getClient();
    if (!database.migrations?.skip) {
      await client.migrate.latest({
        directory: resolvePackagePath(PACKAGE, 'migrations'),
        tableName: MIGRATIONS,
      });
    }
    return new ImportStore(client);
  }

  /** The last report of each import, in the order of their ids. */
  async reports(): Promise<ImportReport[]> {
    const rows = await this.#database('plumbline_azure_imports')
      .select('report')
      .orderBy('import_id');
    return rows.map(({ report }) => JSON.parse(report));
  }

  /** The last report of an import. */
  async report(importId: string): Promise<ImportReport | undefined> {
    const row = await this.#database('plumbline_azure_imports')
      .first('report')
      .where({ import_id: importId });
    return row && JSON.parse(row.report);
  }

  /** Puts a report in the place of the import's last one. */
  async save(report: ImportReport): Promise<void> {
    await this.#database('plumbline_azure_imports')
      .insert({
        import_id: report.importId,
        report: JSON.stringify(report),
        complete_at: report.completeAt ?? null,
      })
      .onConflict('import_id')
      .merge();
  }

  /** When all of Azure was last listed for an import. */
  async completeAt(importId: string): Promise<string | undefined> {
    const row = await this.#database('plumbline_azure_imports')
      .first('complete_at')
      .where({ import_id: importId });
    return row?.complete_at ?? undefined;
  }

  /** What is known of diagnostic settings, by canonical resource id. */
  async settings(importId: string): Promise<Map<string, KnownSettings>> {
    const rows = await this.#database('plumbline_azure_telemetry')
      .select('resource_id', 'read_at', 'targets')
      .where({ import_id: importId });
    return new Map(
      rows.map(row => [
        row.resource_id,
        { readAt: row.read_at, targets: JSON.parse(row.targets) },
      ]),
    );
  }

  /** Notes the settings of some resources, by canonical id. */
  async saveSettings(
    importId: string,
    read: ReadonlyMap<string, KnownSettings>,
  ): Promise<void> {
    const rows = [...read].map(([resource_id, { readAt, targets }]) => ({
      import_id: importId,
      resource_id,
      read_at: readAt,
      targets: JSON.stringify(targets),
    }));
    for (const some of slices(rows)) {
      await this.#database('plumbline_azure_telemetry')
        .insert(some)
        .onConflict(['import_id', 'resource_id'])
        .merge();
    }
  }

  /** Forgets the settings of resources that are gone. */
  async forgetSettings(importId: string, ids: string[]): Promise<void> {
    for (const some of slices(ids, ROWS_PER_STATEMENT)) {
      await this.#database('plumbline_azure_telemetry')
        .where({ import_id: importId })
        .whereIn('resource_id', some)
        .delete();
    }
  }
}
