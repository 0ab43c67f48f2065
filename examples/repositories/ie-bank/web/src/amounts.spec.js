import { expect, it } from 'vitest';
import { formatAmount } from './amounts';

it('shows cents', () => {
  expect(formatAmount(123456)).toBe('€1,234.56');
});
