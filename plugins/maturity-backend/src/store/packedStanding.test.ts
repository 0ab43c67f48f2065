import {
  CRITERION_STATES,
  computeStanding,
} from '@plumbline/plugin-maturity-common';
import fc from 'fast-check';
import { questionsModel } from '../__fixtures__/portfolio';
import { packStanding, unpackStanding } from './packedStanding';

describe('a packed standing', () => {
  it('is the same when unpacked', () => {
    const model = questionsModel('m');
    const states = fc.array(fc.constantFrom(...CRITERION_STATES), {
      minLength: 18,
      maxLength: 18,
    });
    fc.assert(
      fc.property(states, of => {
        const standing = computeStanding(model, of);
        const packed = JSON.parse(JSON.stringify(packStanding(standing)));
        expect(unpackStanding(packed)).toEqual(standing);
      }),
    );
  });
});
