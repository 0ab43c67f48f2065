import { configApiRef, identityApiRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import {
  TestApiProvider,
  mockApis,
  renderInTestApp,
} from '@backstage/test-utils';
import { StampApi, stampApiRef } from '@plumbline/plugin-stamp-react';
import userEvent from '@testing-library/user-event';
import * as fields from '../fields/fields';
import { ENTITIES } from './entities';
import { stampApiMock } from './stampApi';
import { formOf } from './template';

/** Every field of this package. */
export const FIELDS = Object.values(fields).map(field => ({
  ...field,
  schema: field.schema.schema,
}));

/** What a test may change of {@link renderForm}. */
export interface FormOptions {
  template?: Parameters<typeof formOf>[0];
  /** Filled in already. */
  values?: Record<string, any>;
  catalog?: ReturnType<typeof catalogApiMock>;
  stampApi?: jest.Mocked<StampApi>;
  config?: object;
  /** Refs under which the reader owns things. */
  refs?: string[];
}

/** Shows the form of a template to a member of the groups that own the workloads. */
export async function renderForm(options: FormOptions = {}) {
  const onCreate = jest.fn();
  const catalog = options.catalog ?? catalogApiMock({ entities: ENTITIES });
  const stampApi = options.stampApi ?? stampApiMock();
  const refs = options.refs ?? [
    'user:default/ada',
    'group:default/deal-fraud-model',
    'group:default/ie-bank',
  ];
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [catalogApiRef, catalog],
        [configApiRef, mockApis.config({ data: options.config as any })],
        [
          identityApiRef,
          mockApis.identity({
            userEntityRef: refs[0],
            ownershipEntityRefs: refs,
          }),
        ],
        [stampApiRef, stampApi],
      ]}
    >
      <SecretsContextProvider>
        <Stepper
          manifest={formOf(options.template ?? 'add-stamp')}
          extensions={FIELDS as any}
          initialState={options.values}
          onCreate={onCreate}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  return { onCreate, stampApi, user: userEvent.setup() };
}
