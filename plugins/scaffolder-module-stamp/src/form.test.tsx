import { configApiRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import {
  TestApiProvider,
  mockApis,
  renderInTestApp,
} from '@backstage/test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ENTITIES } from './__testUtils__/entities';
import { FORM, TEMPLATE } from './__testUtils__/template';
import {
  regionPicker,
  stampPlanPreview,
  workloadPicker,
} from './fields/fields';

jest.setTimeout(60_000);

const FIELDS = [workloadPicker, regionPicker, stampPlanPreview].map(field => ({
  ...field,
  schema: field.schema.schema,
}));

async function renderForm(
  options: {
    values?: Record<string, any>;
    catalog?: ReturnType<typeof catalogApiMock>;
    config?: object;
  } = {},
) {
  const onCreate = jest.fn();
  const catalog = options.catalog ?? catalogApiMock({ entities: ENTITIES });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [catalogApiRef, catalog],
        [configApiRef, mockApis.config({ data: options.config as any })],
      ]}
    >
      <SecretsContextProvider>
        <Stepper
          manifest={FORM}
          extensions={FIELDS as any}
          initialState={options.values}
          onCreate={onCreate}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  return { onCreate, user: userEvent.setup() };
}

const next = () => screen.getByRole('button', { name: 'Next' });
const radio = (name: RegExp) => screen.findByRole('radio', { name });

describe('the form of the template', () => {
  it('names only fields that this package has', () => {
    const used = TEMPLATE.spec.parameters.flatMap((page: any) =>
      Object.values<any>(page.properties)
        .map(schema => schema['ui:field'])
        .filter(Boolean),
    );
    expect(used.sort()).toEqual(FIELDS.map(({ name }) => name).sort());
  });

  it('leads from a workload to a plan and hands over what was chosen', async () => {
    const { onCreate, user } = await renderForm();
    expect(screen.getByText(/Choose a workload first/)).toBeInTheDocument();

    await user.type(screen.getByRole('combobox', { name: /Workload/ }), 'deal');
    await user.click(
      await screen.findByRole('option', { name: /Deal fraud model/ }),
    );
    await user.click(await radio(/^Japan East/));
    await user.click(next());

    const users = await screen.findByLabelText(/Expected concurrent users/);
    await user.clear(users);
    await user.type(users, '500');
    await user.click(next());

    expect(
      await screen.findByText('deal-fraud-model-prod-japaneast-002'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/10\.64\.16\.0\/20, out of 10\.64\.0\.0\/14/),
    ).toBeInTheDocument();
    expect(screen.getByText('P1v3, 3 to 6 instances')).toBeInTheDocument();
    expect(screen.getByText('deal-fraud-front-door')).toBeInTheDocument();
    const names = screen.getByRole('table', { name: 'Names in Azure' });
    expect(
      within(names).getByRole('row', {
        name: /resource group rg-deal-fraud-model-prod-jpe-002/,
      }),
    ).toBeInTheDocument();
    const files = screen.getByRole('region', { name: 'Files' });
    expect(files).toHaveTextContent(
      'stamps/deal-fraud-model/prod/japaneast-002/',
    );
    expect(within(files).getByText('stamp.lock.json')).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.click(await screen.findByRole('button', { name: 'Create' }));
    await waitFor(() =>
      expect(onCreate).toHaveBeenCalledWith({
        workload: 'system:default/deal-fraud-model',
        environment: 'prod',
        region: 'japaneast',
        expectedUsers: 500,
        plan: 'deal-fraud-model-prod-japaneast-002',
      }),
    );
  });

  it('shows ineligible regions with the reason and does not let them be chosen', async () => {
    const { user } = await renderForm({
      values: { workload: 'system:default/ie-bank' },
    });
    expect(await radio(/^West Europe/)).toBeEnabled();
    const poland = await radio(
      /^Poland Central.*Not offered: It has no paired region/,
    );
    expect(poland).toBeDisabled();
    await user.click(poland);
    expect(poland).not.toBeChecked();
    expect(
      await radio(/^East US 2.*Data must stay in EU; it is in US/),
    ).toBeDisabled();
    expect(
      screen.getByText(/5 of 59 regions are eligible; data must stay in EU/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('group', { name: 'Asia Pacific' }),
    ).toBeInTheDocument();
  });

  it('narrows the regions by name, place or country, and Enter does not leave the page', async () => {
    const { user } = await renderForm({
      values: { workload: 'system:default/deal-fraud-model' },
    });
    const search = await screen.findByRole('searchbox', {
      name: 'Search regions',
    });
    await user.type(search, 'ireland{Enter}');
    expect(screen.getAllByRole('radio')).toHaveLength(1);
    expect(await radio(/^North Europe/)).toBeInTheDocument();
    await user.clear(search);
    await user.type(search, 'atlantis');
    expect(screen.getByText('No region matches.')).toBeInTheDocument();
  });

  it('is usable with the keyboard alone', async () => {
    const { user } = await renderForm({
      values: { workload: 'system:default/deal-fraud-model' },
    });
    const search = await screen.findByRole('searchbox', {
      name: 'Search regions',
    });
    await user.click(search);
    await user.keyboard('japan');
    await user.tab();
    await user.keyboard(' ');
    expect(await radio(/^Japan East/)).toBeChecked();
    await user.keyboard('{ArrowDown}');
    expect(await radio(/^Japan West/)).toBeChecked();
  });

  it('stops at a region that the workload, once changed, does not allow', async () => {
    const { user } = await renderForm({
      values: {
        workload: 'system:default/ie-bank',
        environment: 'prod',
        region: 'japaneast',
      },
    });
    await radio(/^Japan East/);
    await user.click(next());
    expect(
      (
        await screen.findAllByText(
          /Japan East is not eligible\. Data must stay in EU/,
        )
      ).length,
    ).toBeGreaterThan(0);
    expect(
      screen.queryByLabelText(/Expected concurrent users/),
    ).not.toBeInTheDocument();
  });

  it('follows the policy of the config', async () => {
    await renderForm({
      values: { workload: 'system:default/deal-fraud-model' },
      config: { stamp: { policy: { requirePair: false } } },
    });
    expect(await radio(/^Poland Central/)).toBeEnabled();
  });

  it('says why when the catalog cannot be read', async () => {
    const catalog = catalogApiMock({ entities: ENTITIES });
    jest
      .spyOn(catalog, 'queryEntities')
      .mockRejectedValue(new Error('catalog is down'));
    jest.spyOn(catalog, 'streamEntities').mockImplementation(() => {
      throw new Error('catalog is down');
    });
    await renderForm({
      catalog,
      values: { workload: 'system:default/ie-bank' },
    });
    expect(
      await screen.findByText('This could not be read'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('The workloads could not be read'),
    ).toBeInTheDocument();
  });

  it.each(['a:b:c', '<b>', '${x}', '../..'])(
    'stands an address that fills in %j',
    async text => {
      await renderForm({
        values: { workload: text, region: text, environment: text },
      });
      expect(
        await screen.findByText('This could not be read'),
      ).toBeInTheDocument();
    },
  );

  it('says so when the workload is gone', async () => {
    await renderForm({ values: { workload: 'system:default/gone' } });
    expect(
      await screen.findByText(/There is no workload system:default\/gone/),
    ).toBeInTheDocument();
  });
});
