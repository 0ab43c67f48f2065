import {
  AuditorService,
  DiscoveryService,
  HttpRouterService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ExpiryPolicy } from '@plumbline/plugin-secret-expiry-common';
import { SummaryStore } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { registerActions } from '../actions/registerActions';
import { AcknowledgementStore } from '../store/AcknowledgementStore';
import { CredentialListStore } from '../store/CredentialListStore';
import { DetailStore } from '../store/DetailStore';
import { FeedStore } from '../store/FeedStore';
import { PlaceListStore } from '../store/PlaceListStore';
import { VaultFindingStore } from '../store/VaultFindingStore';
import { Access, AccessOptions } from './access/Access';
import { AcknowledgementDesk } from './acknowledgements/AcknowledgementDesk';
import { createRouter } from './createRouter';
import { DetailReader } from './credentials/DetailReader';
import { FeedDesk } from './feeds/FeedDesk';
import { FeedOwners } from './feeds/FeedOwners';
import { FEED_PATH } from './feeds/feedRoutes';

/** What {@link serveApi} needs. */
export interface ApiOptions extends Omit<AccessOptions, 'noteReader'> {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  catalog: CatalogService;
  config: RootConfigService;
  database: Knex;
  discovery: DiscoveryService;
  httpRouter: HttpRouterService;
  scheduler: SchedulerService;
  policy: ExpiryPolicy;
  summaries: SummaryStore;
  /** Composes anew what is said of these workloads. */
  refresh: (workloadRefs: string[]) => Promise<void>;
  /** Id of the scheduled task that lists a source. */
  taskOf: (sourceId: string) => string;
  /** The clock; the real one when absent. */
  now?: () => Date;
}

/** Serves the routes and registers the actions. */
export function serveApi(options: ApiOptions) {
  const { auditor, database, discovery, httpRouter, scheduler } = options;
  const { now = () => new Date() } = options;
  const feeds = new FeedStore(database);
  const access = new Access({
    ...options,
    noteReader: (userRef, may) => feeds.noteOwner(userRef, may, now()),
  });
  const list = new CredentialListStore(database);
  const places = new PlaceListStore(database);
  const detailStore = new DetailStore(database);
  const acknowledgements = new AcknowledgementStore(database, options.policy);
  const details = new DetailReader({
    details: detailStore,
    acknowledgements,
    now,
  });
  const desk = new AcknowledgementDesk({
    details: detailStore,
    store: acknowledgements,
    refresh: options.refresh,
    now,
  });
  registerActions({
    access,
    actionsRegistry: options.actionsRegistry,
    auditor,
    desk,
    details,
    list,
    places,
    now,
  });
  httpRouter.addAuthPolicy({ path: FEED_PATH, allow: 'unauthenticated' });
  httpRouter.use(
    createRouter({
      services: { access, auditor, httpAuth: options.httpAuth },
      summaries: options.summaries,
      credentials: { list, details, now },
      workloads: { list, places, vaults: new VaultFindingStore(database) },
      places: {
        places,
        scan: sourceId => scheduler.triggerTask(options.taskOf(sourceId)),
      },
      acknowledgements: { desk },
      feeds: {
        desk: new FeedDesk({
          store: feeds,
          owners: new FeedOwners({ ...options, store: feeds }),
          list,
          appBaseUrl:
            options.config.getOptionalString('app.baseUrl') ??
            'http://localhost:3000',
          apiBaseUrl: () => discovery.getExternalBaseUrl('secret-expiry'),
          now,
        }),
      },
    }),
  );
}
