import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { CredentialListItem } from '@plumbline/plugin-secret-expiry-common';
import { credential } from '../../__fixtures__/credentials';
import { CredentialState } from './CredentialState';
import { FindingLabels } from './FindingLabels';

const superseded = {
  code: 'superseded' as const,
  reason: 'The vault has a newer version.',
};

async function show(item: CredentialListItem) {
  renderInTestApp(
    <div data-testid="shown">
      <CredentialState credential={item} />
      <FindingLabels credential={item} />
    </div>,
  );
  return (await screen.findByTestId('shown')).textContent;
}

describe('the state of a credential', () => {
  it.each<[string, CredentialListItem]>([
    ['Past its date', credential('a', -370, -4)],
    ['Stage 5 of 6', credential('a', -359, 6)],
    ['Rotation overdue', credential('a', -70, 12, { rotation: 'automatic' })],
    ['Renews itself', credential('a', -20, 26, { rotation: 'automatic' })],
    ['Fine', credential('a', -10, 300)],
    ['Unknown', credential('a', -10, 300, { state: 'unknown' })],
    ['Disabled', credential('a', -10, 3, { status: 'disabled' })],
    ['Deleted', credential('a', -10, 3, { status: 'deleted' })],
    [
      'No expiry date',
      credential('a', -10, undefined, {
        findings: [{ code: 'no-expiry', reason: '' }],
      }),
    ],
  ])('is told as %s', async (words, item) => {
    expect(await show(item)).toBe(words);
  });

  it('is never fine where a newer version exists elsewhere', async () => {
    expect(
      await show(credential('a', -10, 300, { findings: [superseded] })),
    ).toBe('Still the old version');
    expect(
      screen.getByTitle('The vault has a newer version.'),
    ).toBeInTheDocument();
  });

  it('keeps its stage there, beside the finding', async () => {
    expect(
      await show(credential('a', -359, 6, { findings: [superseded] })),
    ).toBe('Stage 5 of 6Still the old version');
  });
});
