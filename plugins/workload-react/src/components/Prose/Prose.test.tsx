import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Prose } from './Prose';

function render(sentence: string) {
  return renderInTestApp(
    <p>
      <Prose>{sentence}</Prose>
    </p>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

describe('Prose', () => {
  it('names entities and tells dates', async () => {
    await render('user:default/mira.osei attested, valid until 2027-04-30.');
    expect(screen.getByRole('link', { name: 'mira.osei' })).toHaveAttribute(
      'href',
      '/catalog/default/user/mira.osei',
    );
    expect(screen.getByText('Apr 30, 2027').closest('p')).toHaveTextContent(
      'mira.osei attested, valid until Apr 30, 2027.',
    );
  });

  it('leaves everything else as it is', async () => {
    const sentence = 'See https://example.com/a: 2 of 3, error 2026-13-99x.';
    await render(sentence);
    expect(screen.getByText(/See/).closest('p')).toHaveTextContent(sentence);
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});
