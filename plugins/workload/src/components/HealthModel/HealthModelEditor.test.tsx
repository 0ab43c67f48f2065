import { ResponseError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SHOP_WEB } from '../../__fixtures__/at';
import { shopModel } from '../../__fixtures__/health';
import { renderOnShop } from '../../__testUtils__/renderOnShop';
import { WorkloadApi } from '../../api/WorkloadApi';
import { HealthTab } from '../HealthTab/HealthTab';

// Text editors need a browser.
jest.mock('@plumbline/plugin-workload-react/yamlEditor', () => ({
  YamlEditor: (props: {
    label: string;
    value: string;
    isReadOnly?: boolean;
    onChange: (value: string) => void;
  }) => (
    <textarea
      aria-label={props.label}
      readOnly={props.isReadOnly}
      value={props.value}
      onChange={event => props.onChange(event.target.value)}
    />
  ),
}));

const shop = { namespace: 'default', name: 'shop' };

function renderEditor(section: string, changes: Partial<WorkloadApi> = {}) {
  return renderOnShop(
    <HealthTab />,
    changes,
    `/?view=model&section=${section}`,
  );
}

async function dialog() {
  return within(await screen.findByRole('dialog'));
}

async function press(name: string | RegExp) {
  await userEvent.click(await screen.findByRole('button', { name }));
}

describe('HealthModelEditor', () => {
  it('adds a user flow, shows what that would change, and saves the text', async () => {
    const api = renderEditor('flows', {
      previewHealthModel: jest.fn(async () => ({
        problems: [],
        findings: [],
        changes: [
          {
            entityRef: 'flow:pay',
            title: 'Pay',
            to: 'unhealthy' as const,
            reason: 'Web: it is slow',
          },
        ],
      })),
    });
    await press('Add a user flow');
    let form = await dialog();
    const title = form.getByRole('textbox', { name: /What users do/ });
    // Said at the field, and nothing is saved meanwhile.
    expect(title).toHaveAccessibleDescription(/Expected: what users do/);
    await userEvent.type(title, 'Pay');
    await userEvent.type(form.getByRole('textbox', { name: /^Id/ }), 'pay');
    await userEvent.click(form.getByRole('button', { name: 'Done' }));
    expect(await screen.findByText('Web: it is slow')).toBeInTheDocument();
    await press('Change Pay');
    form = await dialog();
    expect(form.getByRole('textbox', { name: /^Id/ })).toHaveValue('pay');
    await userEvent.click(form.getByRole('button', { name: 'Done' }));

    await press('Save');
    await waitFor(() => expect(api.saveHealthModel).toHaveBeenCalled());
    const [name, input] = api.saveHealthModel.mock.calls[0];
    expect(name).toEqual(shop);
    expect(input.revision).toBe('');
    expect(input.text).toBe(
      [
        'apiVersion: plumbline.io/v1',
        'kind: HealthModel',
        'metadata:',
        '  name: shop',
        'spec:',
        '  userFlows:',
        '    - criticality: high',
        '      dependsOn: []',
        '      title: Pay',
        '      id: pay',
        '',
      ].join('\n'),
    );
    await waitFor(() => expect(api.getHealthModel).toHaveBeenCalledTimes(2));
  });

  it('chooses parts by their titles', async () => {
    const api = renderEditor('flows', {
      getHealthModel: async () => ({
        ...shopModel,
        origin: 'portal' as const,
        text: [
          'apiVersion: plumbline.io/v1',
          'kind: HealthModel',
          'metadata: { name: shop }',
          'spec:',
          '  userFlows:',
          '    - { id: pay, title: Pay, criticality: high } # the one',
          '',
        ].join('\n'),
      }),
    });
    await press('Change Pay');
    const form = await dialog();
    await userEvent.click(form.getByRole('button', { name: /Needs/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: /shop-weu-web \(web-app/ }),
    );
    await userEvent.keyboard('{Escape}');
    await userEvent.click(
      (await dialog()).getByRole('button', { name: 'Done' }),
    );
    expect(await screen.findByText('high · needs 1 part')).toBeInTheDocument();
    await press('Save');
    await waitFor(() => expect(api.saveHealthModel).toHaveBeenCalled());
    expect(api.saveHealthModel.mock.calls[0][1].text).toMatch(
      /dependsOn: *\n? *(- |\[ )resource:default\/shop-weu-web[^#]*# the one/,
    );
  });

  it('sets nothing for a part that was only looked at', async () => {
    renderEditor(`parts&of=${encodeURIComponent(SHOP_WEB)}`);
    const form = await dialog();
    await userEvent.click(form.getByRole('button', { name: 'Done' }));
    expect(
      await screen.findByText('Nothing is changed yet.'),
    ).toBeInTheDocument();
    await press('Change shop-weu-web');
    await userEvent.click(
      (await dialog()).getByRole('button', { name: /Raises alerts/ }),
    );
    await userEvent.click(await screen.findByRole('option', { name: 'no' }));
    await userEvent.click(
      (await dialog()).getByRole('button', { name: 'Done' }),
    );
    expect(await screen.findByText(/no alerts/)).toBeInTheDocument();
  });

  it('does not save what cannot hold, and leads to the line', async () => {
    const api = renderEditor('yaml');
    const text = await screen.findByRole('textbox', { name: 'Health model' });
    await userEvent.click(text);
    await userEvent.paste('apiVersion: plumbline.io/v1\nkind: HealthModel');
    expect(
      await screen.findByRole('button', { name: /metadata: expected/ }),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await press('User flows');
    expect(
      await screen.findByText(/mend them in the YAML first/),
    ).toBeInTheDocument();
    await press('Discard changes');
    expect(
      await screen.findByText('Nothing is changed yet.'),
    ).toBeInTheDocument();
    expect(api.previewHealthModel).not.toHaveBeenCalled();
  });

  it('starts one of its own from what holds', async () => {
    renderEditor('objective');
    expect(
      await screen.findByText('By default: 99.9% over 28 days'),
    ).toBeInTheDocument();
    await press('Set one of its own');
    expect(
      await screen.findByRole('textbox', { name: /Percent of the time/ }),
    ).toHaveValue('99.9');
    await press('As by default');
    expect(
      await screen.findByText('By default: 99.9% over 28 days'),
    ).toBeInTheDocument();
  });

  it('keeps what was changed when somebody else saved meanwhile', async () => {
    renderEditor('objective', {
      saveHealthModel: async () => {
        throw await ResponseError.fromResponse(
          new Response(
            JSON.stringify({
              error: {
                name: 'ConflictError',
                message: 'Somebody else saved it',
              },
              response: { statusCode: 409 },
            }),
            { status: 409, headers: { 'content-type': 'application/json' } },
          ) as never,
        );
      },
    });
    await press('Set one of its own');
    await press('Save');
    expect(
      await screen.findByText('Somebody else saved it'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('textbox', { name: /Percent of the time/ }),
    ).toHaveValue('99.9');
  });

  it('lets a model of a file be tried, not saved', async () => {
    renderEditor('objective', {
      getHealthModel: async () => ({
        ...shopModel,
        origin: 'file' as const,
        text: shopModel.completeText,
        location: 'https://git.example.com/shop/health.yaml',
      }),
    });
    expect(
      await screen.findByText('This model is changed in its file'),
    ).toBeInTheDocument();
    const percent = screen.getByRole('textbox', {
      name: /Percent of the time/,
    });
    expect(percent).toBeDisabled();
    expect(
      screen.queryByRole('button', { name: 'Save' }),
    ).not.toBeInTheDocument();
    await press('Try changes');
    expect(percent).toBeEnabled();
    expect(
      screen.getByRole('button', { name: 'Copy the text' }),
    ).toBeInTheDocument();
  });

  it('says why it cannot be changed', async () => {
    renderEditor('alerts', {
      getHealthModel: async () => ({
        ...shopModel,
        edit: { allowed: false, reason: 'Only the owner may do this.' },
      }),
    });
    expect(
      await screen.findByText('Only the owner may do this.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('textbox', { name: /until a Sev1 alert opens/ }),
    ).toBeDisabled();
  });

  it.each([
    'parts',
    'flows',
    'signals',
    'mapping',
    'stamps',
    'escalation',
    'alerts',
    'maintenance',
  ])('has a form for %s', async section => {
    renderEditor(section);
    expect(
      await screen.findByText('Nothing is changed yet.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/mend them/)).not.toBeInTheDocument();
  });
});
