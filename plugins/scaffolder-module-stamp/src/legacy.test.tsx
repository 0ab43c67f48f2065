import {
  ScaffolderFieldExtensions,
  useCustomFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import {
  RegionPickerFieldExtension,
  StampPlanPreviewFieldExtension,
  WorkloadPickerFieldExtension,
} from './legacy';

function FieldNames({ outlet }: { outlet: JSX.Element }) {
  const fields = useCustomFieldExtensions<{ name: string }>(outlet);
  return <p>{fields.map(({ name }) => name).join(', ')}</p>;
}

describe('the fields in the old front-end system', () => {
  it("are found in the scaffolder's field extensions", async () => {
    await renderInTestApp(
      <FieldNames
        outlet={
          <ScaffolderFieldExtensions>
            <WorkloadPickerFieldExtension />
            <RegionPickerFieldExtension />
            <StampPlanPreviewFieldExtension />
          </ScaffolderFieldExtensions>
        }
      />,
    );
    expect(
      screen.getByText('WorkloadPicker, RegionPicker, StampPlanPreview'),
    ).toBeInTheDocument();
  });
});
