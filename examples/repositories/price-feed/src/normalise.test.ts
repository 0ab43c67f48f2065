import assert from 'node:assert/strict';
import test from 'node:test';
import { normalise } from './normalise';

test('prices are whole numbers', () => {
  assert.equal(normalise({ symbol: 'abc', px: '12.345' }).amount, 1235);
});
