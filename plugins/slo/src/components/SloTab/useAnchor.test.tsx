import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { useAnchor } from './useAnchor';

function Page({ ready }: { ready: boolean }) {
  useAnchor(ready);
  return ready ? (
    <div data-testid="part" id="slo-a b%" tabIndex={-1} />
  ) : (
    <div />
  );
}

function at(hash: string, ready: boolean) {
  return (
    <MemoryRouter initialEntries={[`/slo${hash}`]}>
      <Page ready={ready} />
    </MemoryRouter>
  );
}

describe('useAnchor', () => {
  it.each(['#slo-a%20b%25', '#slo-a b%'])(
    'leads to %s once it is there',
    hash => {
      const { rerender } = render(at(hash, false));
      rerender(at(hash, true));
      expect(screen.getByTestId('part')).toHaveFocus();
    },
  );

  it('stays where nothing is named, or nothing is of that name', () => {
    render(at('#slo-none', true));
    expect(screen.getByTestId('part')).not.toHaveFocus();
  });
});
