import {
  AuditorService,
  AuthService,
  HttpAuthService,
  HttpRouterService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { FamilyStore } from '../store/FamilyStore';
import { HealthStore } from '../store/HealthStore';
import { MapStore } from '../store/MapStore';
import { PortfolioStore } from '../store/PortfolioStore';
import { createRouter } from './createRouter';

/** What {@link serveApi} needs. */
export interface ApiOptions {
  auditor: AuditorService;
  auth: AuthService;
  database: Knex;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
}

/** Serves the routes. */
export function serveApi(options: ApiOptions) {
  const { auditor, database, httpAuth, httpRouter, permissions } = options;
  httpRouter.use(
    createRouter({
      services: { auditor, httpAuth, permissions },
      portfolio: {
        portfolio: new PortfolioStore(database),
        families: new FamilyStore(database),
      },
      map: { maps: new MapStore(database) },
      health: { health: new HealthStore(database) },
    }),
  );
}
