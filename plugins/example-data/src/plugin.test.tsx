import {
  PageBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { configApiRef } from '@backstage/core-plugin-api';
import { screen } from '@testing-library/react';
import { ExampleDataLine } from './legacy';
import exampleDataPlugin from '.';

const TEXT =
  'Example data: made by a generator, not measured. Turn it off with exampleData.enabled: false.';

const pages = createFrontendPlugin({
  pluginId: 'pages',
  extensions: ['one', 'two'].map(name =>
    PageBlueprint.make({
      name,
      params: { path: `/${name}`, loader: async () => <h1>Page {name}</h1> },
    }),
  ),
});

function renderNew(
  exampleData: { enabled: boolean } | undefined,
  page: string,
) {
  renderTestApp({
    features: [exampleDataPlugin, pages],
    initialRouteEntries: [page],
    config: {
      app: { baseUrl: 'http://localhost:3000' },
      backend: { baseUrl: 'http://localhost:7007' },
      ...(exampleData && { exampleData }),
    },
  });
}

async function renderOld(exampleData: { enabled: boolean } | undefined) {
  const config = mockApis.config({ data: exampleData ? { exampleData } : {} });
  await renderInTestApp(
    <TestApiProvider apis={[[configApiRef, config]]}>
      <ExampleDataLine />
      <h1>Page</h1>
    </TestApiProvider>,
  );
}

describe('the line that marks example data', () => {
  it.each(['one', 'two'])('stands on page %s of the new system', async page => {
    renderNew({ enabled: true }, `/${page}`);
    expect(await screen.findByText(`Page ${page}`)).toBeInTheDocument();
    const line = screen.getByRole('complementary', { name: 'About the data' });
    expect(line).toHaveTextContent(TEXT);
  });

  it('stands on a page of the old system', async () => {
    await renderOld({ enabled: true });
    expect(screen.getByRole('complementary')).toHaveTextContent(TEXT);
  });

  it.each([{ enabled: false }, undefined])(
    'is absent with exampleData: %p',
    async exampleData => {
      renderNew(exampleData, '/one');
      expect(await screen.findByText('Page one')).toBeInTheDocument();
      expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
    },
  );

  it('is absent in the old system, too, unless turned on', async () => {
    await renderOld(undefined);
    expect(screen.getByText('Page')).toBeInTheDocument();
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
  });
});
