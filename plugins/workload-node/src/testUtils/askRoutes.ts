import { mockCredentials } from '@backstage/backend-test-utils';
import type { Express } from 'express';
import request from 'supertest';
import { checkAnswer } from './checkAnswer';

/** Asks as a service instead of a person. */
export const SERVICE = 'external:test-service';

/** What is asked of a route, and by whom. */
export interface Asked {
  /** What stands for the parameters of its path. */
  path?: Record<string, string>;
  /** By name, or as it stands in an address, without `?`. */
  query?: Record<string, string | string[]> | string;
  body?: object;
  /** Full ref of a user, or {@link SERVICE}; `user:default/ada` when absent. */
  as?: string;
}

/**
 * Asks routes as somebody, and checks every good answer against the document.
 *
 * @param options - `document` is OpenAPI 3.1; `path` stands for parameters
 * that are not given.
 * @returns asks a route as the document names it, such as `GET /stamps`; it
 * throws where a good answer is not as described.
 */
export function askRoutes(options: {
  app: Express;
  document: { paths: object };
  path?: Record<string, string>;
}) {
  return async (route: string, asked: Asked = {}) => {
    const { query = {}, body, as = 'user:default/ada' } = asked;
    const path: Record<string, string> = { ...options.path, ...asked.path };
    const [method, template] = route.split(' ');
    const url = template.replace(/\{(\w+)\}/g, (_, name) => path[name]);
    const sent = request(options.app)
      [method.toLowerCase() as 'get'](url)
      .query(query)
      .set(
        'Authorization',
        as === SERVICE
          ? mockCredentials.service.header()
          : mockCredentials.user.header(as),
      );
    const answer = body ? await sent.send(body) : await sent;
    if (answer.status < 300) {
      checkAnswer(options.document, route, answer.status, answer.body);
    }
    return answer;
  };
}
