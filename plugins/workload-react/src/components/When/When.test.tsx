import { render, screen } from '@testing-library/react';
import { DateTime } from 'luxon';
import { When } from './When';

const ago = (passed: object) => DateTime.utc().minus(passed).toISO();

describe('When', () => {
  it.each([
    [{ days: 3, hours: 2 }, '3 days'],
    [{ hours: 1, minutes: 59 }, '1 hr'],
    [{ minutes: 12, seconds: 5 }, '12 min'],
    [{ seconds: 5 }, '1 min'],
  ])('tells how long ago %j was', (passed, words) => {
    render(<When at={ago(passed)} format="duration" />);
    expect(screen.getByText(words)).toHaveAttribute('title');
  });

  it('counts in days where days matter', () => {
    const at = DateTime.utc().plus({ days: 71, minutes: 1 }).toISO();
    render(<When at={at} inDays />);
    expect(screen.getByText('in 71 days')).toBeInTheDocument();
  });

  it('leaves what is no time as it is', () => {
    render(<When at="soon" format="date" />);
    expect(screen.getByText('soon')).toBeInTheDocument();
  });
});
