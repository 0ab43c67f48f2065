import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import { ENTITIES } from './__testUtils__/entities';
import { FIELDS, renderForm } from './__testUtils__/renderForm';
import { stampApiMock } from './__testUtils__/stampApi';
import { TEMPLATES, templateOf } from './__testUtils__/template';

jest.setTimeout(60_000);

const next = () => screen.getByRole('button', { name: 'Next' });
const regions = () => screen.findByRole('radiogroup', { name: 'Regions' });
const radio = async (name: RegExp) =>
  within(await regions()).findByRole('radio', { name });

describe('the form that adds a stamp', () => {
  it('and those of the other templates name only fields that this package has', () => {
    const names = FIELDS.map(({ name }) => name);
    const ofScaffolder = ['OwnerPicker', 'EntityPicker'];
    const used = TEMPLATES.flatMap(template =>
      templateOf(template).spec.parameters.flatMap((page: any) =>
        Object.values<any>(page.properties)
          .map(schema => schema['ui:field'])
          .filter(Boolean),
      ),
    );
    const unknown = used.filter(
      name => ![...names, ...ofScaffolder].includes(name),
    );
    expect(unknown).toEqual([]);
    expect(names.filter(name => !used.includes(name))).toEqual([]);
  });

  it('leads from a workload to a plan and hands over what was chosen', async () => {
    const { onCreate, stampApi, user } = await renderForm();
    expect(screen.getByText(/Choose a workload first/)).toBeInTheDocument();

    await user.type(
      await screen.findByRole('combobox', { name: /Workload/ }),
      'deal',
    );
    await user.click(
      await screen.findByRole('option', { name: /Deal fraud model/ }),
    );
    await user.click(await radio(/^Japan East/));
    await user.click(next());

    const users = await screen.findByRole('textbox', {
      name: /Expected concurrent users/,
    });
    await user.clear(users);
    await user.type(users, '500');
    await user.tab();
    expect(
      await screen.findByText(/P1v3, 3 to 6 instances/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/4 of 6 instances are left. They serve 600 users/),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Next free: 10.64.16.0/20'),
    ).toBeInTheDocument();
    await user.click(next());

    expect(
      await screen.findByText('deal-fraud-model-prod-japaneast-002'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/10\.64\.16\.0\/20, out of 10\.64\.0\.0\/14/),
    ).toBeInTheDocument();
    const files = screen.getByRole('region', { name: 'Files' });
    expect(files).toHaveTextContent(
      'stamps/deal-fraud-model/prod/japaneast-002/',
    );
    await user.click(within(files).getByRole('button', { name: /^main.tf/ }));
    const lines = await within(files).findByRole('table', {
      name: /main\.tf$/,
    });
    expect(
      within(lines).getByRole('row', { name: /removed: a = 1/ }),
    ).toBeInTheDocument();
    expect(
      within(lines).getByRole('row', { name: /added: a = 2/ }),
    ).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.click(
      await screen.findByRole('button', { name: 'Add the stamp' }),
    );
    await waitFor(() =>
      expect(onCreate).toHaveBeenCalledWith({
        workload: 'system:default/deal-fraud-model',
        environment: 'prod',
        region: 'japaneast',
        expectedUsers: 500,
        infrastructure: 'terraform',
        pipeline: 'azure-devops',
        currency: 'EUR',
        relaxations: [],
        plan: 'deal-fraud-model-prod-japaneast-002',
      }),
    );
    expect(stampApi.plan).toHaveBeenLastCalledWith({
      kind: 'add',
      workloadRef: 'system:default/deal-fraud-model',
      environment: 'prod',
      region: 'japaneast',
      expectedUsers: 500,
      infrastructure: 'terraform',
      pipeline: 'azure-devops',
    });
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

  it('offers the same regions on the map, from west to east', async () => {
    const { user } = await renderForm({
      values: { workload: 'system:default/ie-bank' },
    });
    const map = await screen.findByRole('radiogroup', {
      name: 'Region on the map',
    });
    const offered = within(map)
      .getAllByRole('radio')
      .map(each => each.getAttribute('aria-label'));
    expect(offered).toEqual([
      'North Europe',
      'France Central',
      'West Europe',
      'Germany West Central',
      'Sweden Central',
    ]);
    await user.click(within(map).getByRole('radio', { name: 'West Europe' }));
    expect(await radio(/^West Europe/)).toBeChecked();
    await user.click(screen.getByRole('button', { name: 'South America' }));
    expect(within(map).queryAllByRole('radio')).toEqual([]);
  });

  it('says where the workload has stamps already', async () => {
    await renderForm({
      values: { workload: 'system:default/deal-fraud-model' },
    });
    expect(
      await radio(
        /^Japan East.*Here already: deal-fraud-model-prod-japaneast-001/,
      ),
    ).toBeEnabled();
    expect(
      screen.getByRole('radio', { name: 'Japan East, has 1 of its stamps' }),
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
    expect(within(await regions()).getAllByRole('radio')).toHaveLength(1);
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
      screen.queryByRole('textbox', { name: /Expected concurrent users/ }),
    ).not.toBeInTheDocument();
  });

  it('follows the policy of the config', async () => {
    await renderForm({
      values: { workload: 'system:default/deal-fraud-model' },
      config: { stamp: { policy: { requirePair: false } } },
    });
    expect(await radio(/^Poland Central/)).toBeEnabled();
    expect(
      screen.getByText('The policy lets no rule be relaxed.'),
    ).toBeInTheDocument();
  });

  it('lets a rule be relaxed where the policy does, with a reason', async () => {
    const { user, stampApi } = await renderForm({
      values: {
        workload: 'system:default/deal-fraud-model',
        environment: 'prod',
      },
      config: { stamp: { policy: { relaxable: ['pair'] } } },
      stampApi: stampApiMock({ policy: { relaxable: ['pair'] } }),
    });
    await user.click(
      await radio(/^Poland Central.*Only where a rule is relaxed: It has no/),
    );
    await user.click(next());
    expect(
      (await screen.findAllByText(/only eligible where a rule is relaxed/))
        .length,
    ).toBeGreaterThan(0);

    await user.click(screen.getByRole('checkbox', { name: 'Paired region' }));
    const reason = screen.getByRole('textbox', { name: /Why it need not/ });
    await user.type(reason, 'short');
    expect(
      screen.getByText('One line of 10 to 500 characters is needed.'),
    ).toBeInTheDocument();
    await user.clear(reason);
    await user.type(reason, 'The customer is in Warsaw');
    await user.click(next());
    await screen.findByRole('textbox', { name: /Expected concurrent users/ });
    await user.click(next());
    expect(
      await screen.findByText(
        'Paired region, because: The customer is in Warsaw',
      ),
    ).toBeInTheDocument();
    expect(stampApi.plan).toHaveBeenLastCalledWith(
      expect.objectContaining({
        relaxations: [{ rule: 'pair', reason: 'The customer is in Warsaw' }],
      }),
    );
  });

  it('says of an address range what is wrong while it is typed', async () => {
    const { user } = await renderForm({
      values: {
        workload: 'system:default/deal-fraud-model',
        environment: 'prod',
        region: 'japaneast',
      },
    });
    await radio(/^Japan East/);
    await user.click(next());
    const range = await screen.findByRole('textbox', { name: 'Address range' });
    await user.type(range, '10.64.0.0/20');
    expect(
      screen.getByText(/overlaps 10\.64\.0\.0\/20 of deal-fraud-model/),
    ).toBeInTheDocument();
    await user.clear(range);
    await user.type(range, '8.8.8.0/24');
    expect(
      screen.getByText(/must be a private IPv4 block with the prefix \/20/),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Use 10.64.16.0/20' }));
    expect(range).toHaveValue('10.64.16.0/20');
    expect(screen.getByText('Chosen: 10.64.16.0/20')).toBeInTheDocument();
  });

  it('says of an image what is wrong, and of a cost what it comes to', async () => {
    const { user } = await renderForm({
      values: {
        workload: 'system:default/deal-fraud-model',
        environment: 'prod',
        region: 'japaneast',
      },
    });
    await radio(/^Japan East/);
    await user.click(next());
    expect(
      await screen.findByText(/example\.azurecr\.io\/deal-fraud-model:1\.0\.0/),
    ).toBeInTheDocument();
    const image = screen.getByRole('textbox', { name: /Container image/ });
    await user.type(image, 'example.azurecr.io/shop');
    expect(screen.getByText(/does not say which version/)).toBeInTheDocument();
    await user.type(image, ':latest');
    expect(screen.getByText(/tag is 'latest'/)).toBeInTheDocument();
    await user.type(
      screen.getByRole('textbox', { name: /Expected monthly cost/ }),
      '2000',
    );
    await user.tab();
    expect(
      await screen.findByText(/24,000\.00 a year\. .*2\.00 a month for each/),
    ).toBeInTheDocument();
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
      (await screen.findAllByText('This could not be read')).length,
    ).toBeGreaterThan(0);
    expect(
      await screen.findByText('The workloads could not be read'),
    ).toBeInTheDocument();
  });

  it.each(['a:b:c', '<b>', '${x}', '../..'])(
    'stands an address that fills in %j',
    async text => {
      await renderForm({
        values: {
          workload: text,
          region: text,
          environment: text,
          relaxations: text,
        },
      });
      expect(
        (await screen.findAllByText('This could not be read')).length,
      ).toBeGreaterThan(0);
    },
  );

  it('says so when the workload is gone', async () => {
    await renderForm({ values: { workload: 'system:default/gone' } });
    expect(
      (await screen.findAllByText(/There is no workload system:default\/gone/))
        .length,
    ).toBeGreaterThan(0);
  });
});
