import { configApiRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  TestApiProvider,
  mockApis,
  renderInTestApp,
} from '@backstage/test-utils';
import { screen, waitFor } from '@testing-library/react';
import { ENTITIES } from '../../__testUtils__/entities';
import { StampPlanPreview } from './StampPlanPreview';

async function renderPreview(formData: object, planned?: string) {
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
        [configApiRef, mockApis.config()],
      ]}
    >
      <StampPlanPreview {...props} />
    </TestApiProvider>,
  );
  return { onChange };
}

const REQUEST = {
  workload: 'system:default/ie-bank',
  environment: 'uat',
  region: 'swedencentral',
  expectedUsers: 100,
};

describe('StampPlanPreview', () => {
  it('says what is missing before there can be a plan', async () => {
    await renderPreview({ workload: REQUEST.workload });
    expect(
      screen.getByText('Fill in environment, region, expectedUsers first.'),
    ).toBeInTheDocument();
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
      { ...REQUEST, region: 'eastus2', environment: 'Pre-Prod' },
      'ie-bank-uat-swedencentral-001',
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This stamp cannot be built',
    );
    expect(
      screen.getByText(/The environment must be 2 to 12/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Data must stay in EU; it is in US/),
    ).toBeInTheDocument();
    await waitFor(() => expect(onChange).toHaveBeenCalledWith(undefined));
  });

  it('shows hostile text as text', async () => {
    await renderPreview({ ...REQUEST, region: '<img src=x onerror=alert(1)>' });
    expect(
      await screen.findByText(/There is no Azure region "<img src=x/),
    ).toBeInTheDocument();
    expect(document.querySelector('img[src="x"]')).toBeNull();
  });
});
