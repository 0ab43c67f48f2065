import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createBackend } from '@backstage/backend-defaults';
import {
  BackendFeature,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { freePort } from './freePort';
import { quietLogger } from './quietLogger';

type Feature = BackendFeature | Promise<{ default: BackendFeature }>;

/** A back end on loopback, with permissions on, and whoever signed in to it as a guest. */
export interface Backend {
  /** A request to a plugin's API, a POST where there is a body; the parsed answer. */
  call(plugin: string, route: string, body?: object): Promise<any>;
  /** Bytes of bodies so far, both ways. */
  bytes(): number;
  stop(): Promise<void>;
}

/** Starts a back end on SQLite in a folder of its own, with what every one of Plumbline's needs. */
export async function startBackend(options: {
  /** Of the folder. */
  name: string;
  /** The plugins' own. */
  config: JsonObject;
  /** The part of the catalog's service that the plugins use. */
  catalog: object;
  features: Feature[];
}): Promise<Backend> {
  const folder = mkdtempSync(path.join(os.tmpdir(), `bench-${options.name}-`));
  mkdirSync(path.join(folder, 'db'));
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const config = new ConfigReader({
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      database: {
        client: 'better-sqlite3',
        connection: { directory: path.join(folder, 'db') },
      },
    },
    auth: {
      providers: {
        guest: {
          dangerouslyAllowOutsideDevelopment: true,
          userEntityRef: 'user:default/bench',
          ownershipEntityRefs: ['group:default/platform'],
        },
      },
    },
    permission: { enabled: true },
    ...options.config,
  });

  const backend = createBackend();
  const fixed = (service: any, value: object) =>
    createServiceFactory({ service, deps: {}, factory: () => value as never });
  backend.add(fixed(coreServices.rootConfig, config));
  backend.add(fixed(coreServices.rootLogger, quietLogger));
  backend.add(fixed(catalogServiceRef, options.catalog));
  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(import('../packages/backend/src/permissions'));
  backend.add(import('@backstage/plugin-events-backend'));
  for (const feature of options.features) backend.add(feature);
  await backend.start();

  let token = '';
  let bytes = 0;
  const call = async (plugin: string, route: string, body?: object) => {
    const sent = body && JSON.stringify(body);
    const response = await fetch(`${baseUrl}/api/${plugin}${route}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        'content-type': 'application/json',
      },
      body: sent,
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${route}: ${response.status} ${text.slice(0, 500)}`);
    }
    bytes += Buffer.byteLength(text) + Buffer.byteLength(sent ?? '');
    return JSON.parse(text);
  };
  token = (await call('auth', '/guest/refresh')).backstageIdentity.token;
  return {
    call,
    bytes: () => bytes,
    async stop() {
      await backend.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Hands over a plugin's database as it starts. */
export function databaseOf(
  pluginId: string,
  take: (database: Knex) => void,
): BackendFeature {
  return createBackendModule({
    pluginId,
    moduleId: 'benchmark-database',
    register(env) {
      env.registerInit({
        deps: { database: coreServices.database },
        async init({ database }) {
          take(await database.getClient());
        },
      });
    },
  });
}
