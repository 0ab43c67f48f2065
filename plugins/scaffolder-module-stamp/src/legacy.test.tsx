import {
  ScaffolderFieldExtensions,
  useCustomFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { FIELDS } from './__testUtils__/renderForm';
import * as legacy from './legacy';

function FieldNames({ outlet }: { outlet: JSX.Element }) {
  const fields = useCustomFieldExtensions<{ name: string }>(outlet);
  return (
    <p>
      {fields
        .map(({ name }) => name)
        .sort()
        .join(', ')}
    </p>
  );
}

describe('the fields in the old front-end system', () => {
  it("are found in the scaffolder's field extensions", async () => {
    const { stampFormTranslationRef, ...extensions } = legacy;
    await renderInTestApp(
      <FieldNames
        outlet={
          <ScaffolderFieldExtensions>
            {Object.entries(extensions).map(([name, Extension]) => (
              <Extension key={name} />
            ))}
          </ScaffolderFieldExtensions>
        }
      />,
    );
    const names = FIELDS.map(({ name }) => name)
      .sort()
      .join(', ');
    expect(screen.getByText(names)).toBeInTheDocument();
  });
});
