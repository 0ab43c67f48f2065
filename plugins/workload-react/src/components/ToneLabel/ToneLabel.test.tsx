import { render, screen } from '@testing-library/react';
import { When } from '../When/When';
import { Sparkline } from '../Sparkline/Sparkline';
import { ToneLabel, toneOfHealth } from './ToneLabel';

describe('states, times and courses', () => {
  it('shows a state by icon and word', () => {
    const { container } = render(
      <ToneLabel tone={toneOfHealth('unhealthy')}>unhealthy</ToneLabel>,
    );
    expect(screen.getByText('unhealthy')).toBeInTheDocument();
    expect(container.querySelector('svg')).toHaveAttribute('aria-hidden');
    expect(container.firstChild).toHaveAttribute('data-tone', 'bad');
  });

  it('shows a time relative to now, with the exact one on hover', () => {
    const at = new Date(Date.now() + 6.5 * 24 * 3600_000).toISOString();
    render(<When at={at} />);
    const time = screen.getByText('in 6 days');
    expect(time).toHaveAttribute('datetime', at);
    expect(time.title).toMatch(/\d{4}/);
  });

  it('shows a text that is no time as it is', () => {
    render(<When at="soon" />);
    expect(screen.getByText('soon')).toBeInTheDocument();
  });

  it('draws a course of two or more numbers, named for those who do not see it', () => {
    const { rerender } = render(
      <Sparkline values={[1, 3, 2]} label="budget" />,
    );
    expect(screen.getByRole('img', { name: 'budget' })).toBeInTheDocument();
    rerender(<Sparkline values={[1]} label="budget" />);
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });
});
