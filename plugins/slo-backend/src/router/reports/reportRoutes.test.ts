import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createOpenApiRouter } from '@plumbline/plugin-workload-node';
import express from 'express';
import request from 'supertest';
import { reportOf } from '../../__fixtures__/report';
import { readPdf } from '../../__testUtils__/readPdf';
import { ReportStore } from '../../store/ReportStore';
import { openApiDocument } from '../openapi';
import { addReportRoutes } from './reportRoutes';

jest.setTimeout(30_000);

const REPORTS = '/workloads/default/shop/reports';

/** The routes, with the report of November 2026. */
function start(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
  const report = reportOf();
  const reports = {
    get: async (ref: string, month: string) =>
      ref === report.workloadRef && month === report.month ? report : undefined,
  } as ReportStore;
  const router = createOpenApiRouter(openApiDocument);
  addReportRoutes(router, {
    auditor: mockServices.auditor.mock(),
    httpAuth: mockServices.httpAuth(),
    permissions: mockServices.permissions({ result }),
    reports,
  });
  const app = express().use(router).use(mockErrorHandler());
  return (path: string) => request(app).get(`${REPORTS}${path}`);
}

describe('report routes', () => {
  it('give a report as files to keep', async () => {
    const get = start(AuthorizeResult.ALLOW);
    const csv = await get('/2026-11/csv');
    expect(csv.status).toBe(200);
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition':
        'attachment; filename="slo-report-shop-2026-11.csv"',
    });
    expect(csv.text).toContain('Sign-in is up');

    const pdf = await get('/2026-11/pdf').buffer().parse(asBuffer);
    expect(pdf.status).toBe(200);
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition':
        'attachment; filename="slo-report-shop-2026-11.pdf"',
    });
    const { pages } = await readPdf(pdf.body);
    expect(pages[0]).toContain('The shop');
  });

  it('say what there is not', async () => {
    const get = start(AuthorizeResult.ALLOW);
    expect((await get('/2026-11/doc')).status).toBe(400);
    expect((await get('/2026-13/pdf')).status).toBe(400);
    expect((await get('/2026-10/pdf')).status).toBe(404);
  });

  it.each(['csv', 'pdf'])('give %s only to those who may read', async file => {
    const get = start(AuthorizeResult.DENY);
    expect((await get(`/2026-11/${file}`)).status).toBe(403);
  });
});

function asBuffer(
  response: request.Response,
  done: (error: Error | null, body: Buffer) => void,
) {
  const parts: Buffer[] = [];
  response.on('data', part => parts.push(Buffer.from(part)));
  response.on('end', () => done(null, Buffer.concat(parts)));
}
