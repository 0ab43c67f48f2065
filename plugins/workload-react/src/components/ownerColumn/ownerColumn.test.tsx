import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { renderInTestApp } from '@backstage/test-utils';
import { Cell, Table } from '@backstage/ui';
import { screen, within } from '@testing-library/react';
import { ownerColumn } from './ownerColumn';

it('leads to the owner, and has a dash where there is none', async () => {
  interface Row {
    id: string;
    ownerRef?: string;
  }
  const rows: Row[] = [
    { id: 'shop', ownerRef: 'group:default/team' },
    { id: 'bank' },
  ];
  await renderInTestApp(
    <Table
      columnConfig={[
        {
          id: 'id',
          label: 'Workload',
          isRowHeader: true,
          cell: ({ id }) => <Cell>{id}</Cell>,
        },
        ownerColumn<Row>('Owned by'),
      ]}
      data={rows}
      pagination={{ type: 'none' }}
    />,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  expect(
    screen.getByRole('columnheader', { name: 'Owned by' }),
  ).toBeInTheDocument();
  const [, shop, bank] = screen.getAllByRole('row');
  expect(within(shop).getByRole('link', { name: /team/ })).toHaveAttribute(
    'href',
    '/catalog/default/group/team',
  );
  expect(bank).toHaveTextContent('bank–');
});
