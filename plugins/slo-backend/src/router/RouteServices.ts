import {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';

/** What every route needs: who asks, whether they may, and who is told of it. */
export interface RouteServices {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}
