import { coreExtensionData } from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import exampleDataPlugin, {
  ExampleDocumentName,
  exampleDataApiRef,
} from '../..';
import { ExampleDataClient } from '../../api/ExampleDataClient';
import { exampleDocumentPage } from '../../extensions/page';
import { ExampleDocumentPage } from '../../legacy';

const TEXTS: Record<string, string> = {
  'docs/incidents':
    '# Responding to incidents\n\nFirst [drain the stamp](../runbooks/drain.md).\n',
  'runbooks/drain': '# Drain a stamp\n\nSet its weight to 0.\n',
};

function apiMock() {
  return {
    findDocument: jest.fn(async ({ folder, name }: ExampleDocumentName) => ({
      markdown: TEXTS[`${folder}/${name}`] as string | undefined,
    })),
  };
}

function render(page: string, api = apiMock()) {
  renderTestApp({
    features: [exampleDataPlugin],
    apis: [[exampleDataApiRef, api]],
    initialRouteEntries: [page],
    config: {
      app: { baseUrl: 'http://localhost:3000' },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  });
}

describe('the texts of the examples', () => {
  it('are shown, and link to each other', async () => {
    render('/example-docs/docs/incidents');
    expect(
      await screen.findByRole('heading', { name: 'Responding to incidents' }),
    ).toBeInTheDocument();
    const link = screen.getByRole('link', { name: 'drain the stamp' });
    expect(link).toHaveAttribute('href', '/example-docs/runbooks/drain');
    expect(link).not.toHaveAttribute('target');
    await userEvent.click(link);
    expect(
      await screen.findByRole('heading', { name: 'Drain a stamp' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByText('Responding to incidents'),
    ).not.toBeInTheDocument();
  });

  it('have no place in the side bar, which shows pages with an icon', () => {
    const page = createExtensionTester(exampleDocumentPage);
    expect(page.get(coreExtensionData.icon)).toBeUndefined();
    expect(page.get(coreExtensionData.title)).toBeUndefined();
  });

  it('show that they are loading', async () => {
    const api = apiMock();
    api.findDocument.mockReturnValue(new Promise(() => {}));
    render('/example-docs/runbooks/drain', api);
    expect(await screen.findByLabelText('Loading')).toBeInTheDocument();
  });

  it('say so when there is none of that name', async () => {
    render('/example-docs/runbooks/none');
    expect(await screen.findByText('No such document')).toBeInTheDocument();
    expect(
      screen.getByText(/The examples have no document runbooks\/none/),
    ).toBeInTheDocument();
  });

  it('say why they could not be read, and are read again', async () => {
    const api = apiMock();
    api.findDocument.mockRejectedValueOnce(new Error('The disk is gone'));
    render('/example-docs/runbooks/drain', api);
    expect(await screen.findByText('The disk is gone')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Set its weight to 0.')).toBeInTheDocument();
  });

  it('say which permission lacks', async () => {
    const api = apiMock();
    api.findDocument.mockRejectedValue(
      Object.assign(new Error("You lack the permission 'workload.read'"), {
        name: 'NotAllowedError',
      }),
    );
    render('/example-docs/runbooks/drain', api);
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });

  it('are there in the old system, too', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[exampleDataApiRef, apiMock()]]}>
        <Routes>
          <Route
            path="/example-docs/:folder/:name"
            element={<ExampleDocumentPage />}
          />
        </Routes>
      </TestApiProvider>,
      { routeEntries: ['/example-docs/docs/incidents'] },
    );
    expect(
      await screen.findByRole('link', { name: 'drain the stamp' }),
    ).toHaveAttribute('href', '/example-docs/runbooks/drain');
  });
});

describe('ExampleDataClient', () => {
  function clientOf(status: number, body: object) {
    const fetch = jest.fn(
      async (_: string) => new Response(JSON.stringify(body), { status }),
    );
    const client = new ExampleDataClient({
      discoveryApi: { getBaseUrl: async id => `http://backend/api/${id}` },
      fetchApi: { fetch: fetch as unknown as typeof globalThis.fetch },
    });
    return { client, fetch };
  }

  it('asks for the text by folder and name', async () => {
    const { client, fetch } = clientOf(200, { markdown: '# Drain' });
    expect(
      await client.findDocument({ folder: 'runbooks', name: 'a/b' }),
    ).toEqual({ markdown: '# Drain' });
    expect(fetch.mock.calls[0][0]).toBe(
      'http://backend/api/example-data/documents/runbooks/a%2Fb',
    );
  });

  it.each([404, 400])('finds nothing on %d', async status => {
    const { client } = clientOf(status, { error: { name: 'NotFoundError' } });
    expect(
      await client.findDocument({ folder: 'runbooks', name: 'x' }),
    ).toEqual({});
  });

  it('throws on any other refusal', async () => {
    const { client } = clientOf(403, { error: { name: 'NotAllowedError' } });
    await expect(
      client.findDocument({ folder: 'runbooks', name: 'x' }),
    ).rejects.toMatchObject({ name: 'ResponseError', statusCode: 403 });
  });
});
