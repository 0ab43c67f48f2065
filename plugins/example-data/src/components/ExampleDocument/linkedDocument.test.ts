import { linkedDocument } from './linkedDocument';

describe('linkedDocument', () => {
  it.each([
    ['roll-back.md', { folder: 'docs', name: 'roll-back' }],
    ['./roll-back.md', { folder: 'docs', name: 'roll-back' }],
    ['../runbooks/roll-back.md', { folder: 'runbooks', name: 'roll-back' }],
    ['https://example.com/roll-back.md', undefined],
    ['/docs/default/component/bank', undefined],
    ['../../secret.md', undefined],
    ['#what-raises-an-alert', undefined],
  ])('takes %s for %j', (link, document) => {
    expect(linkedDocument(link, 'docs')).toEqual(document);
  });
});
