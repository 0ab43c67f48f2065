import { createHash } from 'node:crypto';
import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { asFailure, tellFailure } from '@plumbline/plugin-azure-node';
import {
  CredentialSource,
  ListOptions,
  ListedCredential,
  SourceItem,
  interleave,
} from '@plumbline/plugin-secret-expiry-node';
import { ApplicationHolder } from './ApplicationHolder';
import { GraphReader, GraphApplication, MOST_IN_FILTER } from './GraphReader';
import { listedOnce } from './listedOnce';

/** Raise it when the same answers come to mean something else. */
const FORMAT = 2;
const BATCHES_AT_ONCE = 2;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ROLE = 'the Microsoft Graph permission Application.Read.All';

/**
 * Passwords and certificates of the applications that the catalog or the
 * configuration names, and of their service principals. Each application of
 * each entity is a place.
 */
export class GraphSource implements CredentialSource {
  readonly id = 'microsoft-graph';
  readonly title = 'Microsoft Entra ID';
  readonly schedule: SchedulerServiceTaskScheduleDefinition;
  readonly #holders: () => Promise<ApplicationHolder[]>;
  readonly #reader: GraphReader;
  readonly #portalUrl: string;

  constructor(options: {
    schedule: SchedulerServiceTaskScheduleDefinition;
    holders: () => Promise<ApplicationHolder[]>;
    reader: GraphReader;
    /** Of the Azure portal. */
    portalUrl: string;
  }) {
    this.schedule = options.schedule;
    this.#holders = options.holders;
    this.#reader = options.reader;
    this.#portalUrl = options.portalUrl;
  }

  async *list(options: ListOptions): AsyncGenerator<SourceItem> {
    const byAppId = new Map<string, ApplicationHolder[]>();
    for (const holder of await this.#holders()) {
      if (options.done.has(placeOf(holder))) {
        yield { ...outcomeOf(holder), outcome: 'not-due' };
        continue;
      }
      // Into a filter goes nothing else.
      if (!GUID.test(holder.appId)) {
        yield couldNotLook(
          holder,
          `The catalog names an application of ${
            holder.entityRef ?? holder.workloadRef
          } by something other than its ID, which is a GUID`,
        );
        continue;
      }
      byAppId.set(holder.appId, [...(byAppId.get(holder.appId) ?? []), holder]);
    }
    this.#reader.endWith(options.signal);
    const appIds = [...byAppId.keys()].sort();
    const batches: AsyncGenerator<SourceItem>[] = [];
    for (let i = 0; i < appIds.length; i += MOST_IN_FILTER) {
      const batch = appIds.slice(i, i + MOST_IN_FILTER);
      batches.push(this.#look(batch, byAppId, options));
    }
    yield* interleave(batches, BATCHES_AT_ONCE);
  }

  async *#look(
    appIds: string[],
    byAppId: Map<string, ApplicationHolder[]>,
    { fingerprints, signal }: ListOptions,
  ): AsyncGenerator<SourceItem> {
    let found: GraphApplication[] = [];
    let failure: string | undefined;
    try {
      found = await this.#reader.read(appIds);
    } catch (error) {
      signal.throwIfAborted();
      failure = tellFailure(asFailure(error), 'Microsoft Graph', ROLE);
    }
    for (const appId of appIds) {
      const applications = found.filter(one => one.appId === appId);
      for (const holder of byAppId.get(appId)!) {
        if (failure !== undefined) yield couldNotLook(holder, failure);
        else if (applications.length === 0) {
          yield couldNotLook(
            holder,
            `The tenant has no application with the ID ${appId}`,
          );
        } else yield* this.#place(holder, applications, fingerprints);
      }
    }
  }

  *#place(
    holder: ApplicationHolder,
    applications: GraphApplication[],
    fingerprints: ReadonlyMap<string, string>,
  ): Generator<SourceItem> {
    const place = placeOf(holder);
    const title = `Application ${applications[0].displayName}`;
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([FORMAT, holder, applications]))
      .digest('base64url');
    if (fingerprints.get(place) === fingerprint) {
      yield { type: 'outcome', place, title, outcome: 'unchanged' };
      return;
    }
    const all = applications.flatMap(application =>
      listedOnce(application).map(one => ({ application, ...one })),
    );
    const dated = all.filter(({ created }) => created !== undefined);
    yield {
      type: 'credentials',
      place,
      credentials: dated.map(
        ({
          application,
          kind,
          keyId,
          created,
          expires,
          thumbprint,
        }): ListedCredential => ({
          key: `${kind}/${keyId}`,
          // As the Azure portal does, by the beginning of its ID.
          name: `${application.displayName} ${keyId.slice(0, 8)}`,
          kind,
          workloadRef: holder.workloadRef,
          entityRef: holder.entityRef,
          ownerRef: holder.ownerRef,
          stampRef: holder.stampRef,
          created: created!,
          expires,
          thumbprint,
          rotation: application.isManagedIdentity ? 'automatic' : 'manual',
          ...(kind === 'client-secret' && {
            replaceableBy: 'managed identity',
          }),
          runbookUrl: holder.runbookUrl,
          portalUrl: this.#portalUrlOf(application),
          previous: [],
        }),
      ),
    };
    const isComplete = dated.length === all.length;
    yield {
      type: 'outcome',
      place,
      title,
      outcome: isComplete ? 'looked' : 'partly',
      workloadRefs: [holder.workloadRef],
      problems: isComplete
        ? []
        : [
            {
              sentence: `Microsoft Graph does not say from when some credentials of ${applications[0].displayName} are valid; they are not listed`,
            },
          ],
      fingerprint,
    };
  }

  #portalUrlOf({ holder, id, appId }: GraphApplication): string {
    return holder === 'application'
      ? `${
          this.#portalUrl
        }/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId/${appId}`
      : `${
          this.#portalUrl
        }/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/${id}/appId/${appId}`;
  }
}

function placeOf({ entityRef, workloadRef, appId }: ApplicationHolder): string {
  return `${entityRef ?? workloadRef}|${appId}`;
}

function outcomeOf(holder: ApplicationHolder) {
  return {
    type: 'outcome' as const,
    place: placeOf(holder),
    title: GUID.test(holder.appId)
      ? `Application ${holder.appId}`
      : `Application of ${holder.entityRef ?? holder.workloadRef}`,
  };
}

function couldNotLook(holder: ApplicationHolder, reason: string): SourceItem {
  return {
    ...outcomeOf(holder),
    outcome: 'could-not-look',
    reason,
    workloadRefs: [holder.workloadRef],
  };
}
