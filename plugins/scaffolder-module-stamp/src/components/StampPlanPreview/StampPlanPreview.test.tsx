import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { PlanEstate } from '@plumbline/plugin-stamp-common';
import { stampApiRef } from '@plumbline/plugin-stamp-react';
import { screen, waitFor, within } from '@testing-library/react';
import { ENTITIES } from '../../__testUtils__/entities';
import { stampApiMock } from '../../__testUtils__/stampApi';
import { StampPlanPreview } from './StampPlanPreview';

async function renderPreview(
  formData: object,
  planned?: string,
  stampApi = stampApiMock(),
) {
  const onChange = jest.fn();
  const props: any = {
    formContext: { formData },
    formData: planned,
    onChange,
    schema: {},
  };
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [catalogApiRef, catalogApiMock({ entities: ENTITIES })],
        [stampApiRef, stampApi],
      ]}
    >
      <StampPlanPreview {...props} />
    </TestApiProvider>,
  );
  return { onChange, stampApi };
}

const REQUEST = {
  workload: 'system:default/ie-bank',
  environment: 'uat',
  region: 'swedencentral',
  expectedUsers: 100,
};

describe('StampPlanPreview', () => {
  it('says what is missing before there can be a plan', async () => {
    const { onChange, stampApi } = await renderPreview(
      { workload: REQUEST.workload },
      'ie-bank-uat-swedencentral-001',
    );
    expect(
      screen.getByText('Fill in first: Environment, Region, Expected users.'),
    ).toBeInTheDocument();
    expect(onChange).toHaveBeenCalledWith(undefined);
    expect(stampApi.plan).not.toHaveBeenCalled();
  });

  it('takes the name of the plan as its value, and says what to know', async () => {
    const { onChange } = await renderPreview(REQUEST);
    await waitFor(() =>
      expect(onChange).toHaveBeenCalledWith('ie-bank-uat-swedencentral-001'),
    );
    expect(screen.getByText('Good to know')).toBeInTheDocument();
    expect(
      screen.getByText(/Its pair Sweden South is restricted/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/The workload declares no address range/),
    ).toBeInTheDocument();
  });

  it('lists every violation and takes its value back', async () => {
    const { onChange } = await renderPreview(
      { ...REQUEST, region: 'eastus2', expectedUsers: 5000 },
      'ie-bank-uat-swedencentral-001',
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This cannot be done',
    );
    expect(
      screen.getByText(/Data must stay in EU; it is in US/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/must be a whole number from 1 to 1000/),
    ).toBeInTheDocument();
    await waitFor(() => expect(onChange).toHaveBeenCalledWith(undefined));
  });

  it.each<[string, PlanEstate | undefined, RegExp]>([
    [
      'a repository',
      { place: 'https://example.com/estate', branch: 'stamp-add-x' },
      /^Proposed by a pull request on the branch stamp-add-x of https:\/\/example.com\/estate$/,
    ],
    [
      'a folder',
      { place: '/srv/estate' },
      /^Written into the folder \/srv\/estate\. They count at once: nobody reviews them\.$/,
    ],
    ['no estate', undefined, /^No estate is configured .*cannot be written/],
  ])('says what happens to the files of %s', async (_, estate, words) => {
    const stampApi = stampApiMock();
    const plan = stampApi.plan.getMockImplementation()!;
    stampApi.plan.mockImplementation(async request => {
      const answer = await plan(request);
      return answer.plan ? { ...answer, estate } : answer;
    });
    await renderPreview(REQUEST, undefined, stampApi);
    const files = await screen.findByRole('region', { name: 'Files' });
    expect(
      within(files).getByText(
        (__, element) =>
          element?.tagName === 'P' && words.test(element.textContent ?? ''),
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText(/merge/)).not.toBeInTheDocument();
  });

  it('asks for nothing that cannot be read, and shows hostile text as text', async () => {
    const { stampApi } = await renderPreview({
      ...REQUEST,
      region: '<img src=x onerror=alert(1)>',
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'region: expected an Azure region',
    );
    expect(stampApi.plan).not.toHaveBeenCalled();
    expect(document.querySelector('img[src="x"]')).toBeNull();
  });
});
