import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { scaffolderApiMock } from '@backstage/plugin-scaffolder-react/testUtils';
import { screen } from '@testing-library/react';
import { stampApiRef } from '@plumbline/plugin-stamp-react';
import { ENTITIES } from './__testUtils__/entities';
import { stampApiMock } from './__testUtils__/stampApi';
import { formOf } from './__testUtils__/template';
import scaffolderModuleStamp from '.';

jest.setTimeout(60_000);

describe('the module in the new front-end system', () => {
  it("brings its fields to the scaffolder's form", async () => {
    renderTestApp({
      features: [scaffolderPlugin, scaffolderModuleStamp],
      initialRouteEntries: ['/create/templates/default/add-stamp'],
      apis: [
        [catalogApiRef, catalogApiMock({ entities: ENTITIES })],
        [stampApiRef, stampApiMock()],
        [
          scaffolderApiRef,
          scaffolderApiMock.mock({
            getTemplateParameterSchema: async () => formOf('add-stamp'),
          }),
        ],
      ],
    });
    expect(
      await screen.findByRole(
        'combobox',
        { name: /Workload/ },
        { timeout: 20_000 },
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/Choose a workload first/)).toBeInTheDocument();
  });
});
