import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { SloReviewApi, sloReviewApiRef } from '../../../api/SloReviewApi';
import { sloPlugin } from '../../../plugin';
import { reviewApi } from './reviewApi';

/** Renders the page at a path below `/slo`, in the new frontend system. */
export function renderPage(
  path: string,
  overrides: Partial<SloReviewApi> = {},
  entities: Entity[] = [],
): SloReviewApi {
  const api = reviewApi(overrides);
  renderTestApp({
    features: [catalogPlugin, sloPlugin],
    initialRouteEntries: [`/slo${path}`],
    apis: [
      [catalogApiRef, catalogApiMock({ entities })],
      [sloReviewApiRef, api],
    ],
    config: {
      app: { baseUrl: 'http://localhost:3000' },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  });
  return api;
}

/** An error as the back end's comes to the page. */
export function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** Has the browser's way to save a file note the names instead. */
export function savedFiles(): string[] {
  const saved: string[] = [];
  Object.assign(URL, {
    createObjectURL: () => 'blob:file',
    revokeObjectURL: () => {},
  });
  jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(function save(this: HTMLAnchorElement) {
      saved.push(this.download);
    });
  return saved;
}
