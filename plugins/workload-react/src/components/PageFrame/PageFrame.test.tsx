import { renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { LegacySubPages } from './LegacySubPages';
import { PageFrameProps, framed } from './PageFrame';

const subPages = [
  { id: 'all', title: 'All', Content: () => <p>All of them</p> },
  { id: 'reports', title: 'Reports', Content: () => <p>One a month</p> },
];

const Box = ({ children }: PageFrameProps) => (
  <section aria-label="Box">{children}</section>
);

describe('a page with sub pages in the old frontend system', () => {
  const render = (path: string, Frame?: typeof Box) =>
    renderInTestApp(
      <Routes>
        <Route
          path="/things/*"
          element={
            <LegacySubPages title="Things" subPages={subPages} Frame={Frame} />
          }
        />
      </Routes>,
      { routeEntries: [path] },
    );

  it('opens on the first and leads to the others', async () => {
    await render('/things');
    expect(
      await screen.findByRole('heading', { name: 'Things' }),
    ).toBeInTheDocument();
    expect(screen.getByText('All of them')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('tab', { name: 'Reports' }));
    expect(await screen.findByText('One a month')).toBeInTheDocument();
    expect(screen.queryByText('All of them')).not.toBeInTheDocument();
  });

  it('has a frame of its own where it is given one', async () => {
    await render('/things/reports/2026-10', Box);
    const box = await screen.findByRole('region', { name: 'Box' });
    expect(within(box).getByText('One a month')).toBeInTheDocument();
  });
});

describe('framed', () => {
  it('puts what it loads into the frame', async () => {
    const load = async () => subPages[0].Content;
    await renderInTestApp(
      <>
        {await framed(load)}
        {await framed(load, async () => Box)}
      </>,
    );
    expect(screen.getAllByText('All of them')).toHaveLength(2);
    expect(
      within(screen.getByRole('main')).getByText('All of them'),
    ).toBeInTheDocument();
    expect(
      within(screen.getByRole('region')).getByText('All of them'),
    ).toBeInTheDocument();
  });
});
