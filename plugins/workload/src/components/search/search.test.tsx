import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  SearchContextProvider,
  searchApiRef,
  useSearch,
} from '@backstage/plugin-search-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { workloadApiMock } from '../../__fixtures__/workloads';
import { workloadApiRef } from '../../api/WorkloadApi';
import { WorkloadResult } from './WorkloadResult';
import { WorkloadSearchFilters } from './WorkloadSearchFilters';

describe('a workload among results', () => {
  it('says how it is, and leads to its page', async () => {
    renderInTestApp(
      <WorkloadResult
        result={
          {
            title: 'Shop',
            text: 'Sells things · shop',
            location: '/catalog/default/system/shop',
            health: 'degraded',
            level: '3',
            tier: 'gold',
            owner: '',
          } as any
        }
      />,
    );
    expect(await screen.findByRole('link', { name: 'Shop' })).toHaveAttribute(
      'href',
      '/catalog/default/system/shop',
    );
    expect(screen.getByText('degraded')).toBeInTheDocument();
    expect(screen.getByText('maturity level 3 · gold')).toBeInTheDocument();
  });
});

describe('filters of search', () => {
  function Types() {
    const { setTypes, filters } = useSearch();
    return (
      <>
        <button onClick={() => setTypes(['workload'])}>workloads</button>
        <button onClick={() => setTypes(['software-catalog'])}>catalog</button>
        <output>{JSON.stringify(filters)}</output>
      </>
    );
  }

  it('are there for workloads alone, and do not narrow anything else', async () => {
    const api = workloadApiMock();
    renderInTestApp(
      <SearchContextProvider
        initialState={{
          term: '',
          types: ['workload'],
          filters: { health: 'degraded', kind: 'System' },
        }}
      >
        <WorkloadSearchFilters className="" />
        <Types />
      </SearchContextProvider>,
      {
        apis: [
          [workloadApiRef, api],
          [searchApiRef, { query: async () => ({ results: [] }) } as any],
        ],
      },
    );
    expect(await screen.findByLabelText('Region')).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('degraded');
    await userEvent.click(screen.getByRole('button', { name: 'catalog' }));
    await waitFor(() =>
      expect(screen.queryByLabelText('Region')).not.toBeInTheDocument(),
    );
    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent('{"kind":"System"}'),
    );
  });
});
