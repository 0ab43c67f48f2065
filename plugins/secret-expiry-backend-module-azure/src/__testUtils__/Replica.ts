import {
  LoggerService,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  NotificationSendOptions,
  notificationService,
} from '@backstage/plugin-notifications-node';
import { JsonObject } from '@backstage/types';
// Of tests alone, which want the whole of it.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import secretExpiryPlugin from '@plumbline/plugin-secret-expiry-backend';
import {
  CredentialSource,
  credentialSourcesExtensionPoint,
} from '@plumbline/plugin-secret-expiry-node';
import { Knex } from 'knex';
import request from 'supertest';

type Task = (signal: AbortSignal) => Promise<void>;

/** What a test starts a {@link Replica} with. */
export interface ReplicaOptions {
  /** The database, which replicas share. */
  knex: Knex;
  /** What the catalog has. */
  entities: Entity[];
  /** The configuration under `secretExpiry`. */
  secretExpiry?: object;
  /** Sources beside those of `modules`. */
  sources?: CredentialSource[];
  /** Modules of the secret-expiry back end. */
  modules?: Parameters<typeof startTestBackend>[0]['features'];
}

/**
 * A whole secret-expiry back end, routes and all, of which nothing runs by
 * itself: a test runs each of its tasks when it wants.
 */
export class Replica {
  /** All it has logged. */
  readonly logged: unknown[] = [];
  /** All that was to be audited. */
  readonly audited: unknown[] = [];
  /** All events that were published. */
  readonly published: unknown[] = [];
  /** Notifications, since a test last took them. */
  readonly notified: NotificationSendOptions[] = [];
  readonly actions = actionsRegistryServiceMock();
  readonly #tasks = new Map<string, Task>();
  #server: Parameters<typeof request>[0] | undefined;

  private constructor() {}

  static async start(options: ReplicaOptions): Promise<Replica> {
    const replica = new Replica();
    await replica.#start(options);
    return replica;
  }

  /** Runs a task, such as `scan-key-vault` or `tell`; to its end when no signal stops it. */
  async run(id: string, signal = new AbortController().signal) {
    const task = this.#tasks.get(id);
    if (!task) throw new Error(`There is no task '${id}'`);
    await task(signal);
  }

  /** Tells people what is new; whatever is due is sent. */
  async tell() {
    for (const id of ['refresh-summaries', 'judge', 'tell', 'outbox']) {
      await this.run(id);
    }
  }

  /** A request to its API by a person, or by nobody. */
  async ask(
    method: 'get' | 'post' | 'delete',
    route: string,
    body?: object,
    header = mockCredentials.user.header(),
  ): Promise<request.Response> {
    const asked = request(this.#server!)
      [method](`/api/secret-expiry${route}`)
      .set('Authorization', header)
      .buffer(true);
    return body ? await asked.send(body) : await asked;
  }

  async #start(options: ReplicaOptions) {
    const { knex, entities, secretExpiry = {}, sources = [] } = options;
    const { server } = await startTestBackend({
      features: [
        secretExpiryPlugin,
        ...(options.modules ?? []),
        createBackendModule({
          pluginId: 'secret-expiry',
          moduleId: 'sources-of-a-test',
          register(env) {
            env.registerInit({
              deps: { added: credentialSourcesExtensionPoint },
              async init({ added }) {
                for (const source of sources) added.addSource(source);
              },
            });
          },
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async (each: NotificationSendOptions) => {
              this.notified.push(each);
            },
          }),
        }),
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => this.actions,
        }),
        mockServices.auditor.mock({
          createEvent: async event => {
            this.audited.push(event);
            return {
              success: async meta => void this.audited.push(meta),
              fail: async meta => void this.audited.push(meta, String(meta)),
            };
          },
        }).factory,
        mockServices.events.mock({
          publish: async event => void this.published.push(event),
          subscribe: async () => {},
        }).factory,
        mockServices.scheduler.mock({
          scheduleTask: async ({ id, fn }) => {
            this.#tasks.set(id, fn as Task);
          },
          triggerTask: id => this.run(id),
        }).factory,
        mockServices.logger.mock(this.#logger()).factory,
        mockServices.database.factory({ knex }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example.com' },
            secretExpiry,
          } as JsonObject,
        }),
        catalogServiceMock.factory({ entities }),
      ],
    });
    this.#server = server;
  }

  #logger(): LoggerService {
    const log = (message: string, meta?: Error | JsonObject) => {
      this.logged.push(message, meta);
      if (meta instanceof Error) this.logged.push(meta.message, meta.stack);
    };
    const logger: LoggerService = {
      debug: log,
      info: log,
      warn: log,
      error: log,
      child: () => logger,
    };
    return logger;
  }
}
