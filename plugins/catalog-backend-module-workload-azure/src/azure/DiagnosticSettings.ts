import { createHash } from 'node:crypto';
import {
  AzureFailure,
  RestReader,
  asFailure,
  tellFailure,
} from '@plumbline/plugin-azure-node';
import { TelemetryProgress } from '../report/ImportReport';
import { ImportStore, KnownSettings } from '../report/ImportStore';
import { AzureResource } from './AzureResource';
import { canonicalId } from './resourceId';

const API_VERSION = '2021-05-01-preview';
const READ_AGAIN_MS = 86_400_000;
/** So that what was read together does not fall due together. */
const SPREAD = 0.25;
const AT_ONCE = 4;

/** Only these may be read with it. */
export const DIAGNOSTIC_SETTINGS_PATH =
  /^\/subscriptions\/.+\/providers\/microsoft\.insights\/diagnosticsettings$/i;

/**
 * Where resources send their telemetry to. Resource Graph has no table of
 * diagnostic settings, and Resource Manager lists them for one resource at a
 * time: so they are read for so many a run, those that were never read first,
 * and again once a day. What was read is kept until it is read again.
 */
export class DiagnosticSettings {
  readonly #importId: string;
  readonly #store: ImportStore;
  readonly #management: RestReader;
  readonly #atMost: number;
  readonly #now: () => Date;

  constructor(options: {
    importId: string;
    store: ImportStore;
    /** Of Azure Resource Manager, with {@link DIAGNOSTIC_SETTINGS_PATH}. */
    management: RestReader;
    /** Resources that are asked about in one run. */
    atMost: number;
    now: () => Date;
  }) {
    this.#importId = options.importId;
    this.#store = options.store;
    this.#management = options.management;
    this.#atMost = options.atMost;
    this.#now = options.now;
  }

  /**
   * What is known now, by canonical resource id. A failure ends the run's
   * reading and nothing else.
   *
   * @param resources - all that there are; others are forgotten.
   * @throws what the signal was aborted with.
   */
  async read(
    resources: readonly AzureResource[],
    signal: AbortSignal,
  ): Promise<{
    telemetry: Map<string, string[]>;
    progress: TelemetryProgress;
  }> {
    const known = await this.#store.settings(this.#importId);
    const ids = new Map(resources.map(({ id }) => [canonicalId(id), id]));
    const gone = [...known.keys()].filter(id => !ids.has(id));
    await this.#store.forgetSettings(this.#importId, gone);
    gone.forEach(id => known.delete(id));

    const due = this.#due([...ids.keys()], known);
    const fresh = new Map<string, KnownSettings>();
    const reason = await this.#readSome(
      due.slice(0, this.#atMost).map(id => ids.get(id)!),
      fresh,
      signal,
    );
    await this.#store.saveSettings(this.#importId, fresh);
    for (const [id, settings] of fresh) known.set(id, settings);
    return {
      telemetry: new Map([...known].map(([id, { targets }]) => [id, targets])),
      progress: {
        known: known.size,
        waiting: due.length - fresh.size,
        ...(reason && { reason }),
      },
    };
  }

  #due(ids: string[], known: ReadonlyMap<string, KnownSettings>): string[] {
    const now = this.#now().getTime();
    return ids
      .map(id => {
        const readAt = known.get(id)?.readAt;
        return {
          id,
          at: readAt ? Date.parse(readAt) + READ_AGAIN_MS * spread(id) : 0,
        };
      })
      .filter(({ at }) => at <= now)
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
  }

  /** @returns why it stopped early. */
  async #readSome(
    ids: string[],
    fresh: Map<string, KnownSettings>,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    this.#management.endWith(signal);
    const waiting = ids.values();
    let failure: AzureFailure | undefined;
    const worker = async () => {
      for (const id of waiting) {
        if (failure) return;
        try {
          fresh.set(canonicalId(id), {
            readAt: this.#now().toISOString(),
            targets: await this.#targetsOf(id),
          });
        } catch (error) {
          signal.throwIfAborted();
          failure ??= asFailure(error);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return (
      failure &&
      tellFailure(
        failure,
        'Azure Resource Manager (diagnostic settings)',
        'the role Reader',
      )
    );
  }

  async #targetsOf(id: string): Promise<string[]> {
    try {
      const { value } = await this.#management.get(
        `${encodeURI(
          id,
        )}/providers/microsoft.insights/diagnosticSettings?api-version=${API_VERSION}`,
      );
      if (!Array.isArray(value)) throw new AzureFailure('shape');
      return [...new Set(value.flatMap(targetsOfSetting))].sort();
    } catch (error) {
      if (hasNone(asFailure(error))) return [];
      throw error;
    }
  }
}

/** Types without telemetry are answered with 400 or 405, what is just gone with 404. */
function hasNone({ kind, detail }: AzureFailure): boolean {
  return kind === 'missing' || /^HTTP 40[05]$/.test(detail ?? '');
}

/** Ids of the destinations of a setting that sends anything. */
function targetsOfSetting(setting: any): string[] {
  const { properties = {} } = setting ?? {};
  const categories = [properties.logs, properties.metrics].flatMap(list =>
    Array.isArray(list) ? list : [],
  );
  if (!categories.some(({ enabled }) => enabled === true)) return [];
  return [
    properties.workspaceId,
    properties.storageAccountId,
    properties.eventHubAuthorizationRuleId,
    properties.serviceBusRuleId,
    properties.marketplacePartnerId,
  ].filter(id => typeof id === 'string' && id !== '');
}

/** Between 1 - {@link SPREAD} and 1, always the same for the same id. */
function spread(id: string): number {
  const [byte] = createHash('sha256').update(id).digest();
  return 1 - (SPREAD * byte) / 256;
}
