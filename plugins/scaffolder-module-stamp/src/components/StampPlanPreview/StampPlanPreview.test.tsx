import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { stampApiRef } from '@plumbline/plugin-stamp-react';
import { screen, waitFor } from '@testing-library/react';
import { ENTITIES } from '../../__testUtils__/entities';
import { stampApiMock } from '../../__testUtils__/stampApi';
import { StampPlanPreview } from './StampPlanPreview';

async function renderPreview(formData: object, planned?: string) {
  const onChange = jest.fn();
  const stampApi = stampApiMock();
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
