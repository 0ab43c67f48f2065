import { AuditorService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { AuthorizeOptions } from '../authorize';

/** What every route needs: who asks, whether they may, and who is told of it. */
export interface RouteServices extends AuthorizeOptions {
  auditor: AuditorService;
}

/** What a function that adds routes needs besides. */
export type RouteOptions<F extends (router: Router, options: any) => void> =
  Omit<Parameters<F>[1], keyof RouteServices>;
