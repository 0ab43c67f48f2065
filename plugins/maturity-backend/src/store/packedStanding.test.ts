import {
  CRITERION_STATES,
  computeStanding,
  criteriaOf,
} from '@plumbline/plugin-maturity-common';
import fc from 'fast-check';
import { questionsModel } from '../__fixtures__/portfolio';
import { packStanding, unpackStanding } from './packedStanding';

describe('a packed standing', () => {
  it('is the same when unpacked', () => {
    const model = questionsModel('m');
    const criteria = criteriaOf(model).map(({ criterion }) => criterion.id);
    const states = fc.array(fc.constantFrom(...CRITERION_STATES), {
      minLength: 18,
      maxLength: 18,
    });
    fc.assert(
      fc.property(states, of => {
        const standing = computeStanding(model, of);
        const packed = packStanding(standing, {
          positionOf: id => criteria.indexOf(id),
        });
        const stored = JSON.parse(JSON.stringify(packed));
        expect(unpackStanding(stored, criteria)).toEqual(standing);
      }),
    );
  });
});
